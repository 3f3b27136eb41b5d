"""Are all marketplaces built alike? Their dumps must be the same text, name and rows aside."""

import difflib
import re

from tenants.provisioning import dump, template

_NOISE = re.compile(r"^(\\(un)?restrict |-- Dumped |SELECT pg_catalog\.set_config)")
# What a migration wrote is worded otherwise than the same once dumped and read back, as the template was:
# ANY ((ARRAY['a'::character varying])::text[]) and ANY (ARRAY[('a'::character varying)::text]).
_CAST_LIST = re.compile(r"\(\(ARRAY\[([^\]]*)\]\)::text\[\]\)")
_CAST_ITEM = re.compile(r"\(('(?:[^']|'')*'::character varying)\)::text")


def shape(schema: str) -> str:
    """Everything but the rows: tables, columns, constraints, indexes, functions, triggers, under one name."""
    text = dump.pg_dump(schema, "--schema-only")
    lines = (line for line in text.splitlines() if not _NOISE.match(line))
    return _CAST_ITEM.sub(r"\1", _CAST_LIST.sub(r"(ARRAY[\1])", "\n".join(lines))).replace(schema, dump.SENTINEL)


def drift(schema: str, wanted: str = "") -> list[str]:
    """The lines in which `schema` differs from the template; empty when it does not. Who compares many reads the
    template's `shape` once and tells it: pg_dump reads the whole catalogue each time, of all marketplaces."""
    wanted = wanted or shape(template.SCHEMA)
    return list(difflib.unified_diff(wanted.splitlines(), shape(schema).splitlines(), lineterm="", n=1))
