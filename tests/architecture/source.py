"""The project's own files, as the architecture tests read them: as text and syntax trees, never imported."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("platform", "tenants", "marketplace", "billing", "theming", "cms")
EDGES = {"views.py", "urls.py", "admin.py", "api.py", "tasks.py"}


@cache
def files(pattern: str = "*.py") -> tuple[Path, ...]:
    """Tracked and new files of the product (no tests), by glob; migrations left out."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", *CODE], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    paths = [ROOT / name for name in listed if name]
    return tuple(p for p in sorted(set(paths)) if p.match(pattern) and p.is_file() and "migrations" not in p.parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def calls(path: Path) -> list[tuple[str, int]]:
    """Every call in the file as (dotted name, line)."""
    return [(ast.unparse(node.func), node.lineno) for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]


def is_edge(path: Path) -> bool:
    return path.name in EDGES or path.parent.name in {name.removesuffix(".py") for name in EDGES}


def public_actions() -> list[tuple[Path, ast.FunctionDef]]:
    """The public functions of every actions.py and actions/*.py."""
    found = []
    for path in files():
        if path.name == "actions.py" or path.parent.name == "actions":
            found += [
                (path, node)
                for node in tree(path).body
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
            ]
    return found
