"""Every form of a page, as a browser would send it, and what no browser would send in its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, count
from math import comb
from urllib.parse import quote_plus, urljoin, urlsplit

from bs4 import BeautifulSoup
from django.urls import Resolver404, resolve

LINE = "x"  # of a multipart body
STORY = "Four quadrupeds with faces, in two months, and a note on how each of them walks, in at least two sentences."
GUESSES = {"email": "somebody@example.com", "url": "https://example.com/", "number": "1", "date": "2027-01-04",
           "color": "#0a7d33", "tel": "1", "password": "a long passphrase of hers"}  # fmt: skip
MEGABYTE = b"x" * 1_000_000
NOTHING = b"a\x00b"
# What no field wants: bytes that are no text, half a character, text that a column refuses, numbers out of all bounds.
EVIL: dict[str, bytes] = {
    "no UTF-8": b"\xff\xfe\x80",
    "a null character": NOTHING,
    "half a character in JSON": b'"\\ud800"',
    "less than nothing": b"-1",
    "more than a column holds": b"9" * 40,
}
LONG = ("text", "textarea", "search", "email", "password")
WHOLE = re.compile(r"<form\b.*?</form>", re.DOTALL)
SECRET = re.compile(r'<input type="hidden" name="csrfmiddlewaretoken"[^>]*>')
CONTROL = re.compile(r"<(?:input|select|textarea)\b[^>]*>")
NAME = re.compile(r'\sname="([^"]*)"')


@dataclass(frozen=True)
class Field:
    name: str
    kind: str
    value: str


@dataclass(frozen=True)
class Form:
    """`fields` in the page's order, filled in; `parts`: sent as multipart, files and all."""

    action: str
    method: str
    parts: bool
    fields: tuple[Field, ...]

    def key(self, urlconf: str) -> tuple[str, str, tuple[str, ...]]:
        """Two forms of the same key are one form shown twice: rows of a table, a search on each page."""
        names = {re.sub(r"\d+", "0", field.name) for field in self.fields}
        return noun(self.action, urlconf) or self.action, self.method, tuple(sorted(names))

    def values(self) -> list[tuple[str, bytes]]:
        return [
            (field.name, field.value.encode(errors="surrogatepass")) for field in self.fields if field.kind != "file"
        ]


def noun(path: str, urlconf: str) -> str:
    """The name of the address a form is sent to."""
    try:
        return resolve(urlsplit(path).path, urlconf).view_name
    except Resolver404:
        return ""


def on(page: str, address: str) -> Iterator[Form]:
    """The forms of a page; one for each button that says something of its own."""
    for text in WHOLE.findall(page):
        yield from _read(SECRET.sub("", text), address)


@cache
def _read(text: str, address: str) -> tuple[Form, ...]:
    return tuple(_within(text, address))


def _within(text: str, address: str) -> Iterator[Form]:
    for tag in BeautifulSoup(text, "html.parser").find_all("form"):
        action = urljoin(address, tag.get("action") or address)
        if urlsplit(action).netloc:
            continue
        fields = tuple(_fields(tag))
        method = (tag.get("method") or "get").lower()
        parts = "multipart" in (tag.get("enctype") or "")
        buttons = [one for one in tag.find_all(("button", "input")) if _sends(one) and one.get("name")]
        for button in buttons or [None]:
            said = (Field(button["name"], "button", button.get("value") or ""),) if button is not None else ()
            aim = urljoin(address, button.get("formaction") or action) if button is not None else action
            yield Form(aim, method, parts, fields + said)


def _sends(tag) -> bool:
    return (tag.get("type") or ("submit" if tag.name == "button" else "text")) == "submit"


def _fields(form) -> Iterator[Field]:
    seen = set()
    for tag in form.find_all(("input", "select", "textarea")):
        name, kind = tag.get("name"), (tag.get("type") or tag.name).lower()
        if not name or name == "csrfmiddlewaretoken" or kind in ("submit", "button", "image", "reset"):
            continue
        if kind == "radio" and name in seen:
            continue
        seen.add(name)
        yield Field(name, kind, _value(tag, kind))


def _value(tag, kind: str) -> str:
    if tag.name == "textarea":
        return tag.text.strip() or STORY
    if tag.name == "select":
        options = [one for one in tag.find_all("option") if one.get("value")]
        chosen = [one for one in options if one.has_attr("selected")]
        return (chosen or options or [{"value": ""}])[0]["value"]
    if kind == "checkbox":
        return tag.get("value") or "on"
    if tag.get("inputmode") in ("decimal", "numeric"):
        return tag.get("value") or "1"
    return tag.get("value") or ("" if kind == "hidden" else GUESSES.get(kind, "A word or two"))


def bodies(form: Form) -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    """What every form is sent with: what it is called, and the pairs. As it stands, not at all, twice, with all fields
    empty, with each evil value in all of them, and one far too long."""
    plain = form.values()
    yield "as it stands", plain
    yield "not at all", []
    yield "twice", plain + plain
    yield "empty", [(field, b"") for field, _value in plain]
    for name, evil in EVIL.items():
        yield f"{name} everywhere", [(field, evil) for field, _value in plain]
    if form.method == "post":
        for field in [one.name for one in form.fields if one.kind in LONG][:1]:
            yield f"a million characters in {field}", [(name, MEGABYTE if name == field else v) for name, v in plain]


def amid_good_ones(form: Form, refused: set[str]) -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    """A null character where something is typed, while other fields hold what a person would send. A field that let it
    pass in silence when all held one is sent with it alone: nothing then stops the code before it reaches that value.
    `refused` are those at which the page said that it will not have it: they share their requests, such that for any
    two of them there is one in which the first is hostile and the second is not, and one the other way round."""
    plain = form.values() if form.method == "post" else []
    chosen = {one.name for one in form.fields if one.kind in ("checkbox", "radio", "select")}
    columns: dict[str, int] = {}  # of a table: one row is tried
    for place, (field, _value) in enumerate(plain):
        if field not in chosen:
            columns.setdefault(re.sub(r"\d+", "0", field), place)
    apart = [{place} for place in columns.values() if plain[place][0] not in refused]
    for places in [*apart, *shared([place for place in columns.values() if plain[place][0] in refused])]:
        pairs = [(field, NOTHING if place in places else value) for place, (field, value) in enumerate(plain)]
        yield f"a null character in {', '.join(plain[place][0] for place in sorted(places))}", pairs


def shared(places: list[int]) -> list[set[int]]:
    """The fewest groups such that of any two places each is in one without the other (Sperner): with 4 groups 6
    places, each in two of them; with 6 groups 20."""
    number = next(n for n in count(1) if comb(n, n // 2) >= len(places))
    if number >= len(places):
        return [{place} for place in places]
    groups: list[set[int]] = [set() for _group in range(number)]
    for place, mine in zip(places, combinations(range(number), number // 2), strict=False):
        for group in mine:
            groups[group].add(place)
    return groups


def refused_on(page: str) -> set[str]:
    """The names of the fields that a page says it will not have as they were sent."""
    wrong = (tag for tag in CONTROL.findall(page) if 'aria-invalid="true"' in tag)
    return {name[1] for tag in wrong if (name := NAME.search(tag))}


def query(pairs: list[tuple[str, bytes]]) -> str:
    return "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs)


def encoded(form: Form, pairs: list[tuple[str, bytes]]) -> tuple[bytes, str]:
    """Body and content type."""
    if not form.parts:
        return query(pairs).encode(), "application/x-www-form-urlencoded"
    head = 'Content-Disposition: form-data; name="{}"'
    parts = [b"\r\n".join([f"--{LINE}".encode(), head.format(name).encode(), b"", value]) for name, value in pairs]
    return b"\r\n".join([*parts, f"--{LINE}--".encode(), b""]), f"multipart/form-data; boundary={LINE}"
