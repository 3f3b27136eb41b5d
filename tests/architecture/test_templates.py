"""Templates: translated, escaped, without inline style or script (house §8)."""

import re

from django.template import TemplateSyntaxError, engines

from tests.architecture.source import files, name_of

COMMENTS = re.compile(r"{#.*?#}|{%\s*comment\b.*?%}.*?{%\s*endcomment\s*%}|<!--.*?-->", re.S)
TAGS = re.compile(r"{%.*?%}|{{.*?}}", re.S)
ELEMENTS = re.compile(r"<[^>]*>", re.S)
TRANSLATED = re.compile(
    r"{%\s*(blocktranslate|blocktrans)\b.*?{%\s*end(blocktranslate|blocktrans)\s*%}|{%\s*(translate|trans)\b.*?%}",
    re.S,
)
SCRIPTS = re.compile(r"<(script|style|svg)\b.*?</\1>", re.S)
# Blocks that hold class names or an address, not words.
CLASSES = re.compile(r"{%\s*block\s+(?:\w*_class|sides|brand_css)\s*%}[^<]*?{%\s*endblock\s*\w*\s*%}")
READ_ALOUD = re.compile(
    r'''(?<![:\w-])(?:title|aria-label|alt|placeholder|label|lead)="(?!_\()([^"{}<]*[A-Za-z]{3}[^"{}<]*)"'''
)
ADDRESSES = re.compile(
    r"""\b(?:href|for|id|src|url|list|form|aria-[a-z]+|data-[a-z-]+|hx-[a-z]+)\s*=\s*["'][^"']*["']"""
    r"""|url\([^)]*\)|&#\w+;"""
)


def _templates():
    return [p for p in files("*.html") if "templates" in p.parts]


def _bare(text: str) -> str:
    return COMMENTS.sub("", text)


def test_nothing_is_marked_safe():
    wrong = [name_of(p) for p in _templates() if re.search(r"\|\s*safe\b|{%\s*autoescape off", _bare(p.read_text()))]
    assert wrong == []


def test_no_inline_style_script_or_handler():
    pattern = re.compile(r"""<[^>]*\s(style|on[a-z]+)\s*=\s*["']|<style\b|<script(?![^>]*\b(src|type="application/))""")
    wrong = [
        f"{name_of(p)}: {match.group(0)[:60]}"
        for p in _templates()
        if "mail" not in p.parts[-1] and "mail" not in p.parts[-2]
        for match in pattern.finditer(_bare(p.read_text()))
    ]
    assert wrong == []


def test_no_colour_is_named_outside_the_tokens():
    pattern = re.compile(r"#[0-9a-fA-F]{3,8}\b(?![^<]*</a>)")
    wrong = []
    for path in (*_templates(), *files("*.css")):
        if path.name == "tokens.css" or "mail" in path.parts[-1] or "mail" in path.parts[-2]:
            continue
        text = _bare(path.read_text())
        text = re.sub(
            r"""(href|for|id|src|url|list|form|aria-[a-z]+|data-[a-z-]+|hx-[a-z]+)\s*=\s*["'][^"']*["']|url\([^)]*\)|&#\w+;""",
            "",
            text,
        )
        if path.suffix == ".css":
            text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
        wrong += [f"{name_of(path)}: {match}" for match in pattern.findall(text)]
    assert wrong == []


def test_every_text_is_marked_for_translation():
    wrong = []
    for path in _templates():
        text = SCRIPTS.sub(" ", _bare(path.read_text()))
        text = TRANSLATED.sub(" ", CLASSES.sub(" ", text))
        wrong += [f"{name_of(path)}: {words!r}" for words in READ_ALOUD.findall(text)]
        text = ELEMENTS.sub(" ", TAGS.sub(" ", text))
        text = re.sub(r"&\w+;", " ", text)
        wrong += [f"{name_of(path)}: {word!r}" for word in re.findall(r"[^\W\d_]{2,}(?:[ '’-]+[^\W\d_]+)*", text)]
    assert wrong == []


def test_every_filter_is_loaded_where_it_is_used():
    """In an attribute of a component an unknown filter is no error: there the reader is shown its braces."""
    wrong = []
    for path in _templates():
        text = _bare(path.read_text())
        loads = "".join(re.findall(r"{%\s*load\s.*?%}", text))
        for shown in sorted(set(re.findall(r"{{.*?}}", text, re.S))):
            try:
                engines["django"].from_string(loads + shown)
            except TemplateSyntaxError as error:
                wrong.append(f"{name_of(path)}: {error}")
    assert wrong == []
