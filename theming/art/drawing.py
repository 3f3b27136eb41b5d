"""Numbers from a seed and little shapes of SVG."""

import hashlib
import random
from html import escape


def dice(*parts: str) -> random.Random:
    """The same parts roll the same numbers, in every process."""
    seed = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return random.Random(int.from_bytes(seed[:8], "big"))  # noqa: S311 - pictures, not secrets


def number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def tag(name: str, *inside: str, **attributes: object) -> str:
    """An element; `stroke_width=2` becomes stroke-width="2"; floats are shortened, text escaped."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{number(v) if isinstance(v, float) else escape(str(v))}"'
        for key, v in attributes.items()
        if v is not None
    )
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def svg(width: int, height: int, *inside: str, standalone: bool = True, **attributes: object) -> str:
    space = {"xmlns": "http://www.w3.org/2000/svg"} if standalone else {}
    return tag("svg", *inside, **space, viewBox=f"0 0 {width} {height}", **attributes)


def path(*points: tuple[float, float], close: bool = False) -> str:
    steps = " ".join(f"{number(x)} {number(y)}" for x, y in points)
    return f"M{steps}{'Z' if close else ''}"


def smooth(points: list[tuple[float, float]]) -> str:
    """A soft curve through points (Catmull-Rom as cubic Béziers)."""
    parts = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for index in range(len(points) - 1):
        before, here = points[max(index - 1, 0)], points[index]
        there, after = points[index + 1], points[min(index + 2, len(points) - 1)]
        one = (here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6)
        two = (there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6)
        parts.append("C" + " ".join(f"{number(x)} {number(y)}" for x, y in (one, two, there)))
    return "".join(parts)
