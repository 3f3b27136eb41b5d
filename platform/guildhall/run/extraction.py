"""Read every message of our own Python and templates: a walk of the syntax tree, and Django's own template lexer."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.template.base import Lexer, Token, TokenType
from django.utils.translation import trim_whitespace
from django.utils.translation.template import block_re, constant_re, endblock_re, inline_re, plural_re

ROOT = Path(__file__).resolve().parents[3]
CODE = ("platform", "tenants", "marketplace", "billing", "theming", "cms")
TEMPLATES = {".html", ".txt"}

# Where each function has its context, its message and its plural among the positional arguments.
PLACES: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
FUNCTIONS = {name + ending: place for name, place in PLACES.items() for ending in ("", "_lazy")}
FUNCTIONS["gettext_noop"] = PLACES["gettext"]

# An attribute of a component: the lexer sees plain text there, the component reads it as an expression.
ATTRIBUTE = re.compile(r""":[\w-]+=("[^"]*"|'[^']*')""")


class Text(NamedTuple):
    """One message as gettext knows it."""

    message: str
    plural: str | None = None
    context: str | None = None


def everything(root: Path = ROOT) -> Iterator[tuple[str, Text]]:
    """Each message of the product, with the file that says it."""
    for folder in CODE:
        for path in sorted((root / folder).rglob("*")):
            if "migrations" in path.parts or not path.is_file():
                continue
            if path.suffix == ".py":
                found = of_python(path.read_text())
            elif path.suffix in TEMPLATES and "templates" in path.parts:
                found = of_template(path.read_text())
            else:
                continue
            for text in found:
                yield path.relative_to(root).as_posix(), text


def of_python(source: str) -> Iterator[Text]:
    """The messages of a module, under whatever names it imports the functions."""
    tree = ast.parse(source)
    names = dict(FUNCTIONS)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {a.asname: FUNCTIONS[a.name] for a in node.names if a.asname and a.name in FUNCTIONS}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in names and (text := _of_call(node, names[called])):
            yield text


def _of_call(node: ast.Call, place: tuple[int | None, int, int | None]) -> Text | None:
    said = [a.value if isinstance(a, ast.Constant) and isinstance(a.value, str) else None for a in node.args]
    context, message, plural = (said[i] if i is not None and i < len(said) else None for i in place)
    return Text(message, plural, context) if message else None


def of_template(source: str) -> Iterator[Text]:
    """The messages of a template; an opened blocktranslate takes the tokens up to its end."""
    tokens = iter(Lexer(source).tokenize())
    commented = False
    for token in tokens:
        word = token.contents.split(maxsplit=1)[0] if token.token_type == TokenType.BLOCK else ""
        if commented or word == "comment":
            commented = word != "endcomment"
        elif word.startswith("blocktrans"):
            yield _of_block(token.contents, tokens)
            yield from _constants(token.contents)
        elif token.token_type == TokenType.TEXT:
            for attribute in ATTRIBUTE.findall(token.contents):
                yield from _constants(attribute[1:-1])
        elif token.token_type != TokenType.COMMENT:
            yield from _of_tag(token.contents)


def _of_tag(contents: str) -> Iterator[Text]:
    if found := inline_re.match(contents):
        context = found[3][1:-1] if found[3] else None
        yield Text(_doubled(found[1][1:-1]), context=context)
    yield from _constants(contents)


def _constants(expression: str) -> Iterator[Text]:
    for quoted in constant_re.findall(expression):
        yield Text(_doubled(quoted[1:-1]))


def _of_block(opening: str, tokens: Iterator[Token]) -> Text:
    found = block_re.match(opening)
    context = found[2][1:-1] if found and found[2] else None
    parts: list[list[str]] = [[]]
    for token in tokens:
        if token.token_type == TokenType.BLOCK and endblock_re.match(token.contents):
            break
        if token.token_type == TokenType.BLOCK and plural_re.match(token.contents):
            parts.append([])
        elif token.token_type == TokenType.VAR:
            parts[-1].append(f"%({token.contents})s")
        elif token.token_type == TokenType.TEXT:
            parts[-1].append(_doubled(token.contents))
    whole = ["".join(part) for part in parts]
    if "trimmed" in opening.split():
        whole = [trim_whitespace(one) for one in whole]
    return Text(whole[0], whole[1] if len(whole) > 1 else None, context)


def _doubled(text: str) -> str:
    """Django asks the catalogue for a template's text with its percent signs doubled."""
    return text.replace("%", "%%")
