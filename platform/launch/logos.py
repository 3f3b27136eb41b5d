"""A logo that somebody hands in: read safely, made small, and the colours it is made of."""

from dataclasses import dataclass
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from PIL import Image

from theming import colour, images

# How many colours are offered, and how coloured one must be to count as a colour and not as paper or ink.
OFFERED, COLOURED = 5, 0.045


@dataclass(frozen=True)
class Logo:
    """Drawn anew, so nothing of the file that came in is left. `colours` are #rrggbb, the weightiest first."""

    content: bytes
    kind: str
    colours: tuple[str, ...]


def read(sent: UploadedFile) -> Logo:
    """Read a picture somebody uploaded. Raises images.UnusablePicture with a sentence."""
    drawn = images.clean_logo(sent)
    return Logo(drawn.read(), "image/png", colours_of(drawn))


def colours_of(picture: IO[bytes]) -> tuple[str, ...]:
    """The colours a picture is made of, by weight and strength; transparent parts don't count."""
    picture.seek(0)
    with Image.open(picture) as opened:
        small = opened.convert("RGBA")
    small.thumbnail((96, 96))
    raw = small.tobytes()
    seen = [tuple(raw[at : at + 3]) for at in range(0, len(raw), 4) if raw[at + 3] > 128]
    if not seen:
        return ()
    strip = Image.new("RGB", (len(seen), 1))
    strip.putdata(seen)
    few = strip.quantize(colors=12, method=Image.Quantize.MEDIANCUT).convert("RGB")
    counted = few.getcolors(maxcolors=len(seen)) or []
    weighed = [(count, _hex(pixel)) for count, pixel in counted]
    strong = [(count * colour.oklch(shown).c, shown) for count, shown in weighed if colour.oklch(shown).c >= COLOURED]
    return _apart([shown for _weight, shown in sorted(strong, reverse=True)])


def _hex(pixel: Any) -> str:
    return "#" + "".join(f"{channel:02x}" for channel in pixel)


def _apart(colours: list[str]) -> tuple[str, ...]:
    """Without those that are nearly the same as a weightier one."""
    kept: list[str] = []
    for shown in colours:
        here = colour.channels(shown)
        near = [one for one in kept if max(abs(a - b) for a, b in zip(here, colour.channels(one), strict=True)) < NEAR]
        if not near:
            kept.append(shown)
    return tuple(kept[:OFFERED])


# Two colours nearer than this in every channel (0 to 255) are one to the eye.
NEAR = 30
