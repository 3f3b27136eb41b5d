"""Small and same (house §6.14). The lists of exceptions may only shrink."""

import ast

from tests.architecture.source import ROOT, files, is_edge, name_of, tree

FILE_LINES, FUNCTION_LINES, TEMPLATE_LINES, VIEW_LINES, TASK_LINES = 300, 40, 120, 15, 5

LONG_FILES: set[str] = set()
LONG_FUNCTIONS: set[str] = set()
LONG_TEMPLATES: set[str] = set()
LONG_VIEWS: set[str] = set()


def _functions():
    for path in files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the body: the docstring says things, it does not do them."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (node.end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_no_file_is_longer_than_300_lines():
    ours = (*files(), *(ROOT / "tests").rglob("*.py"))
    long = {name_of(p) for p in ours if len(p.read_text().splitlines()) > FILE_LINES}
    assert long == LONG_FILES


def test_no_function_is_longer_than_40_lines():
    long = {f"{name_of(path)}::{node.name}" for path, node in _functions() if _lines(node) > FUNCTION_LINES}
    assert long == LONG_FUNCTIONS


def test_no_view_is_longer_than_15_lines_and_no_task_than_5():
    long = set()
    for path, node in _functions():
        if not is_edge(path):
            continue
        limit = TASK_LINES if "tasks" in (path.stem, path.parent.name) else VIEW_LINES
        if _lines(node) > limit:
            long.add(f"{name_of(path)}::{node.name}")
    assert long == LONG_VIEWS


def test_no_template_is_longer_than_120_lines():
    long = {
        name_of(p)
        for pattern in ("*.html", "*.txt")
        for p in files(pattern)
        if "templates" in p.parts and len(p.read_text().splitlines()) > TEMPLATE_LINES
    }
    assert long == LONG_TEMPLATES


def test_no_exception_names_a_file_that_is_gone():
    for name in LONG_FILES | LONG_TEMPLATES | {entry.split("::")[0] for entry in LONG_FUNCTIONS | LONG_VIEWS}:
        assert (ROOT / name).exists(), name
