"""Lucide's icons as SVG. They lie in one archive, whose list of contents alone takes longer to read than a page to
draw: it is read once for each process, where the package itself reads it for every icon."""

from functools import cache
from importlib.resources import files
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

from lucide import IconDoesNotExist

_SVG = "{http://www.w3.org/2000/svg}"


@cache
def _archive() -> ZipFile:
    """In memory: processes that fork would share a file's place in it."""
    return ZipFile(BytesIO(files("lucide").joinpath("lucide.zip").read_bytes()))


def draw(name: str, attributes: dict[str, str]) -> str:
    """The icon, ready to stand in a page; the attributes are escaped. Raises IconDoesNotExist."""
    try:
        written = _archive().read(f"{name}.svg")
    except KeyError as missing:
        raise IconDoesNotExist(f"The icon {name!r} does not exist.") from missing
    svg = ElementTree.fromstring(written)  # noqa: S314 - the package's own
    for node in svg.iter():
        node.tag = node.tag.removeprefix(_SVG)
    svg.attrib.update(attributes)
    return ElementTree.tostring(svg, encoding="unicode")
