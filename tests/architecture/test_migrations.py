"""Migrations of a fleet: named, plain schema changes, nothing that reads rows tenant by tenant (house §8)."""

import ast
import re

import pytest

from tests.architecture.source import ROOT, name_of

FOLDERS = [
    path
    for top in ("platform", "tenants", "marketplace", "billing", "theming", "cms")
    for path in (ROOT / top).rglob("migrations/0*.py")
]


def test_every_migration_has_a_name_of_its_own():
    assert [name_of(p) for p in FOLDERS if re.search(r"_auto_|_\d{8}_", p.name)] == []


def test_no_migration_runs_python():
    wrong = []
    for path in FOLDERS:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("RunPython"):
                wrong.append(name_of(path))
    assert wrong == []


@pytest.mark.parametrize("kind", ["REFERENCING", "DEFERRABLE", "FOR EACH STATEMENT"])
def test_no_trigger_of_a_kind_that_a_sharded_schema_refuses(kind):
    """tenancy §6.3: no statement triggers with transition tables, no deferred constraint triggers."""
    wrong = [
        name_of(p)
        for p in FOLDERS
        for statement in re.findall(r"CREATE\s+(?:CONSTRAINT\s+)?TRIGGER.*?;", p.read_text(), re.S | re.I)
        if kind in statement.upper()
    ]
    assert wrong == []
