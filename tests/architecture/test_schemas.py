"""Nobody outside tenants/ says which schema a statement is for: it runs in the one that is active, or not at all."""

import ast
import re

from tests.architecture.source import files, name_of, tree

PATH = re.compile(
    r"\bsearch_path\b|set_config\(\s*'search_path|\bSET\s+(?:LOCAL\s+|SESSION\s+)?(?:SCHEMA|ROLE)\b", re.I
)
# FROM public.x, JOIN "t_1".y, INSERT INTO s.t, UPDATE s.t; pg_catalog and information_schema are everybody's.
QUALIFIED = re.compile(
    r"\b(?:FROM|JOIN|INTO|UPDATE|TABLE|TRUNCATE)\s+(?:ONLY\s+)?\"?(?!pg_|information_schema)(\w+|\{\w*\})\"?\.\"?\w",
    re.I,
)
STATEMENT = re.compile(r"\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|ALTER TABLE|CREATE|DROP|LOCK|TRUNCATE|SET)\b")
# Measuring against a server of its own, beside any marketplace.
MEASURES = "management/commands/bench"


def statements():
    """Every piece of SQL written in the product outside tenants/, as (file, line, text); docstrings left out."""
    for path in files():
        if name_of(path).startswith("tenants/") or MEASURES in name_of(path):
            continue
        said = {id(ast_doc) for ast_doc in _docstrings(tree(path))}
        for node in ast.walk(tree(path)):
            is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
            if is_text and STATEMENT.search(node.value):
                yield name_of(path), node.lineno, node.value


def _docstrings(module):
    for node in ast.walk(module):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield first.value


def wrong(sql: str) -> bool:
    return bool(PATH.search(sql) or QUALIFIED.search(sql))


def test_there_is_sql_to_look_at():
    assert len(list(statements())) > 10


def test_no_statement_outside_tenants_names_a_schema_or_moves_to_one():
    assert [f"{name}:{line}" for name, line, sql in statements() if wrong(sql)] == []


def test_what_names_a_schema_is_seen():
    for sql in (
        "SET search_path TO t_1",
        "SELECT set_config('search_path', 't_1', true)",
        "SELECT * FROM public.tenants_tenant",
        'SELECT 1 FROM ledger_account JOIN "t_1".ledger_move ON true',
        "INSERT INTO {schema}.ledger_move VALUES (1)",
        "UPDATE t_1.accounts_user SET name = ''",
        "SET LOCAL ROLE postgres",
    ):
        assert wrong(sql), sql
    for sql in (
        "SELECT a.id FROM ledger_account a",
        "UPDATE x SET y = z.w FROM z",
        "SELECT 1 FROM pg_catalog.pg_class",
    ):
        assert not wrong(sql), sql


def test_nobody_but_tenants_and_what_sets_up_or_measures_acts_as_the_owner():
    allowed = ("tenants/", "platform/guildhall/management/commands/")
    users = {name_of(path) for path in files() if re.search(r"\bas_owner\b", path.read_text())}
    assert "tenants/wall.py" in users
    assert [name for name in users if not name.startswith(allowed)] == []
