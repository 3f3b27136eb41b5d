"""Charts drawn on the server: SVG that prints, prints well in the dark, and has its figures in a table beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from kernel.amounts import format_money
from kernel.money import Money
from theming.art.drawing import number, smooth, svg, tag

WIDTH, HEIGHT, FLOOR, LEFT = 640, 240, 210, 8


@dataclass(frozen=True)
class Row:
    label: Any
    value: float
    text: Any


@dataclass(frozen=True)
class Drawn:
    svg: SafeString
    rows: list[Row]


def draw(points: Iterable[Any], *, kind: str = "bar", title: Any = "") -> Drawn:
    """`points`: (label, value) or (label, value, text); `text` is how the value is written in the table.

    `kind`: bar, line or area. Values below 0 are drawn as 0; the table tells them.
    """
    rows = [Row(label=one[0], value=float(one[1]), text=_told(one)) for one in points]
    top = max((row.value for row in rows), default=0) or 1
    body = _bars(rows, top) if kind == "bar" else _curve(rows, top, filled=kind == "area")
    grid = [
        tag("line", class_="chart-grid", x1=LEFT, x2=WIDTH - LEFT, y1=float(y), y2=float(y))
        for y in (FLOOR, FLOOR - 60, FLOOR - 120, FLOOR - 180)
    ]
    drawn = svg(WIDTH, HEIGHT, *grid, *body, *_labels(rows), standalone=False, role="img", aria_label=str(title))
    return Drawn(mark_safe(drawn), rows)  # noqa: S308 - every attribute and text is escaped in drawing.tag


def _told(one: Any) -> Any:
    told = one[2] if len(one) > 2 else one[1]
    return format_money(told) if isinstance(told, Money) else told


def _bars(rows: Sequence[Row], top: float) -> list[str]:
    step = (WIDTH - 2 * LEFT) / max(len(rows), 1)
    wide = min(step * 0.62, 56)
    return [
        tag(
            "rect", tag("title", escape(f"{row.label}: {row.text}")), class_="chart-bar", rx=3, width=wide,
            x=LEFT + step * index + (step - wide) / 2, y=FLOOR - 180 * max(row.value, 0) / top,
            height=max(180 * max(row.value, 0) / top, 1.5),
        )
        for index, row in enumerate(rows)
    ]  # fmt: skip


def _curve(rows: Sequence[Row], top: float, *, filled: bool) -> list[str]:
    if not rows:
        return []
    step = (WIDTH - 2 * LEFT) / len(rows)
    points = [(LEFT + step * (n + 0.5), FLOOR - 180 * max(row.value, 0) / top) for n, row in enumerate(rows)]
    line = smooth(points)
    area = f"{line}L{number(points[-1][0])} {FLOOR}L{number(points[0][0])} {FLOOR}Z"
    dots = [
        tag("circle", tag("title", escape(f"{row.label}: {row.text}")), class_="chart-dot", cx=x, cy=y, r=3.5)
        for row, (x, y) in zip(rows, points, strict=True)
    ]
    return [
        *([tag("path", class_="chart-area", d=area)] if filled else []),
        tag("path", class_="chart-line", d=line),
        *dots,
    ]


def _labels(rows: Sequence[Row]) -> list[str]:
    """At most eight labels under the axis, evenly picked."""
    step = (WIDTH - 2 * LEFT) / max(len(rows), 1)
    every = max(1, -(-len(rows) // 8))
    return [
        tag(
            "text",
            escape(str(row.label)),
            class_="chart-text",
            x=LEFT + step * (index + 0.5),
            y=FLOOR + 18,
            text_anchor="middle",
        )
        for index, row in enumerate(rows)
        if index % every == 0
    ]
