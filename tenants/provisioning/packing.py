"""What pg_dump writes in a thousand small statements, in half as many, for the same schema.

A dump makes a table, then its identity, its keys and its references one by one: each looks the table up, locks it and
has it read anew, and each reference to a table is proven by a query although there are no rows yet. Here a table is
made with all of it at once, after those it points to. What points in a circle, and what belongs to a table that comes
with rows, is added behind them as before. What is worded otherwise than expected stays as it is, where it is.
"""

import re
from dataclasses import dataclass, field

_TABLE = re.compile(r"^CREATE TABLE (\S+) \(\n((?:[^)\n].*\n)+)\)(\nWITH \([^\n]*\))?;\n", re.M)
_IDENTITY = re.compile(r"^ALTER TABLE (\S+) ALTER COLUMN (\S+) ADD (GENERATED [A-Z ]+ IDENTITY) (\([^)]*\));\n", re.M)
_CONSTRAINT = re.compile(r"^ALTER TABLE ONLY (\S+)\n    ADD CONSTRAINT (.*);\n", re.M)
_KEY = re.compile(r"\S+ (?:PRIMARY KEY|UNIQUE) (\([^()]*\))$")
_REFERENCE = re.compile(r"\S+ FOREIGN KEY \([^()]*\) REFERENCES ([^\s(]+)(\([^()]*\))(?!.* NOT VALID)[^()]*$")
_ROWS = re.compile(r"^INSERT INTO (\S+) VALUES", re.M)
_AS_BORN = re.compile(r"^SELECT pg_catalog\.setval\('[^']+', 1, false\);\n", re.M)


@dataclass
class _Table:
    """One CREATE TABLE: its lines, the columns of its keys, and the references that wait for their table."""

    name: str
    lines: list[str]
    end: str
    keys: set[str] = field(default_factory=set)
    waiting: list[tuple[str, str, str]] = field(default_factory=list)  # table, its columns, the constraint

    def statement(self) -> str:
        lines = ",\n".join(self.lines)
        return f"CREATE TABLE {self.name} (\n{lines}\n){self.end};\n"


def pack(script: str) -> str:
    """The same schema and rows in fewer statements: see above."""
    head, tables, rest = _tables(_AS_BORN.sub("", script))
    rest = _IDENTITY.sub(lambda found: _with_identity(tables, found), rest)
    rest = _CONSTRAINT.sub(lambda found: _with_constraint(tables, found), rest)
    made = _in_order(tables, with_rows=set(_ROWS.findall(rest)))
    late = [_added_late(table) for table in made if table.waiting]
    return "".join([head, *(table.statement() for table in made), rest, *late])


def _tables(script: str) -> tuple[str, dict[str, _Table], str]:
    """What stands before the first table, the tables, and all the rest."""
    found = list(_TABLE.finditer(script))
    if not found:
        return script, {}, ""
    tables = {one[1]: _Table(one[1], one[2].removesuffix("\n").split(",\n"), one[3] or "") for one in found}
    first = found[0].start()
    return script[:first], tables, _TABLE.sub("", script[first:])


def _with_identity(tables: dict[str, _Table], found: re.Match[str]) -> str:
    lines = tables[found[1]].lines if found[1] in tables else []
    for place, line in enumerate(lines):
        if line.strip().startswith(f"{found[2]} "):
            lines[place] = f"{line} {found[3]} {found[4]}"
            return ""
    return found[0]


def _with_constraint(tables: dict[str, _Table], found: re.Match[str]) -> str:
    table, told = tables.get(found[1]), found[2]
    if table is not None and (key := _KEY.match(told)) and key[1] not in table.keys:  # of two alike it would make one
        table.keys.add(key[1])
        table.lines.append(f"    CONSTRAINT {told}")
        return ""
    if table is not None and (reference := _REFERENCE.match(told)):
        table.waiting.append((reference[1], reference[2], told))
        return ""
    return found[0]


def _in_order(tables: dict[str, _Table], with_rows: set[str]) -> list[_Table]:
    """Each table behind those it points to, with the references that can be made with it."""
    made: dict[str, _Table] = {}
    begun: set[str] = set()

    def make(table: _Table) -> None:
        begun.add(table.name)
        for name in sorted({name for name, _columns, _told in table.waiting} & tables.keys() - begun):
            make(tables[name])
        made[table.name] = table
        if table.name not in with_rows:
            _point(table, made)

    for name in sorted(tables):
        if name not in begun:
            make(tables[name])
    return list(made.values())


def _point(table: _Table, made: dict[str, _Table]) -> None:
    """Take into the table's own statement the references to keys that stand by then."""
    left = []
    for name, columns, told in table.waiting:
        if name in made and columns in made[name].keys:
            table.lines.append(f"    CONSTRAINT {told}")
        else:
            left.append((name, columns, told))
    table.waiting = left


def _added_late(table: _Table) -> str:
    added = ",\n".join(f"    ADD CONSTRAINT {told}" for _name, _columns, told in table.waiting)
    return f"ALTER TABLE ONLY {table.name}\n{added};\n"
