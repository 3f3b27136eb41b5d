"""Starting on one machine: every way in which a folder or a port can be wrong is answered by a clear sentence."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import psycopg
import pytest
import redis
from redis.backoff import ConstantBackoff
from redis.retry import Retry

from guildhall.run import catalogues, embedded, named, processes, sharing
from tests.guildhall import starts
from tests.waiting import PATIENCE, until

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.xdist_group("processes")


def test_a_taken_port_is_said_and_nothing_is_started(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = starts.demo("--port", str(port), "--data", str(tmp_path / "data"))
    assert done.returncode == 1
    assert f"Port {port} is taken by another program." in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_folder_with_somebody_elses_files_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("three years of work")
    with embedded.kept_port() as port:
        done = starts.demo("--port", str(port), "--data", str(tmp_path), "--fresh")
    assert done.returncode == 1
    assert "holds files that are not Guildhall's" in done.stderr
    assert (tmp_path / "thesis.txt").read_text() == "three years of work"


def test_a_file_where_a_folder_should_be_is_said(tmp_path):
    (tmp_path / "data").write_text("")
    with embedded.kept_port() as port:
        done = starts.demo("--port", str(port), "--data", str(tmp_path / "data"))
    assert done.returncode == 1 and "is not a folder" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("under", ["data", "data/deeper", "x" * 300])
def test_a_folder_that_cannot_be_made_is_said(tmp_path, under):
    (tmp_path / "file").write_text("")
    with embedded.kept_port() as port:
        done = starts.demo("--port", str(port), "--data", str(tmp_path / "file" / under))
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert re.search(r"can't be written \(.+\)\. Name another folder", done.stderr)


def test_a_folder_whose_name_a_shell_would_change_is_refused(tmp_path):
    with pytest.raises(embedded.CannotStart, match="takes no folder with"):
        embedded.prepare_folder(tmp_path / "$HOME")
    assert list(tmp_path.iterdir()) == []


def test_fresh_empties_a_folder_of_ours_and_keeps_it_ours(tmp_path):
    embedded.prepare_folder(tmp_path / "data")
    (tmp_path / "data" / "old").write_text("")
    embedded.prepare_folder(tmp_path / "data", fresh=True)
    assert [path.name for path in (tmp_path / "data").iterdir()] == [".guildhall"]


def test_servers_named_in_the_environment_are_used_and_never_started(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/guildhall")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere/0")
    with embedded.services(tmp_path) as env:
        assert env == {}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("DATABASE_URL", "postgresql://nobody:secret-word@127.0.0.1:{port}/guildhall"),
        ("DATABASE_URL", "nonsense"),
        ("REDIS_URL", "redis://:secret-word@127.0.0.1:{port}/0"),
        ("REDIS_URL", "nonsense"),
    ],
)
@pytest.mark.parametrize("program", ["guildhall.run.demo", "guildhall.run"])
def test_a_named_server_that_does_not_answer_is_said_in_a_sentence(tmp_path, name, address, program):
    with embedded.kept_port() as port:
        told = {**os.environ, name: address.format(port=port)}
        words = [sys.executable, "-m", program, "--data", str(tmp_path / "data")]
        words += ["--port", str(port)] if program.endswith("demo") else ["true"]
        done = subprocess.run(words, cwd=ROOT, env=told, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 1
    assert f"that {name} names does not let us in: " in done.stderr and f"Mend {name}, or unset it" in done.stderr
    assert "Traceback" not in done.stderr and "secret-word" not in done.stderr
    assert not (tmp_path / "data").exists()


@pytest.fixture
def inside(tmp_path, alone):
    """A folder in which servers run, as of a demo that is going on, and what they are called."""
    data = tmp_path / "data"
    going_on = ["guildhall.run", "--data", str(data), "cat"]  # to the end of what it is told, whenever it began
    with subprocess.Popen([sys.executable, "-m", *going_on], cwd=ROOT, stdin=subprocess.PIPE) as demo:
        until(lambda: sharing.running(data) or demo.poll() is not None, "the servers run")
        assert demo.poll() is None
        yield data, sharing.running(data)
        demo.stdin.close()
        assert demo.wait(PATIENCE) == 0


def test_the_suite_makes_its_database_itself_and_everybody_else_needs_the_named_one(inside, monkeypatch):
    _data, env = inside
    monkeypatch.setenv("DATABASE_URL", env["DATABASE_URL"].replace("/guildhall?", "/missing?"))
    named.require_answers(database_may_be_missing=True)
    with pytest.raises(embedded.CannotStart, match='database "missing" does not exist'):
        named.require_answers()


def test_postgresql_that_is_killed_is_started_again_with_what_it_held(inside):
    data, env = inside
    with psycopg.connect(env["DATABASE_URL"], autocommit=True) as asked:
        asked.execute("CREATE TABLE kept AS SELECT 7 AS it")
    killed = int((data / "postgres" / "postmaster.pid").read_text().split()[0])
    psutil.Process(killed).kill()

    def asked_again():
        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(env["DATABASE_URL"]) as asked:
            return asked.execute("SELECT it FROM kept").fetchone()

    until(lambda: not starts.lives(killed), "it dies")
    assert until(asked_again, "it answers again") == (7,)
    assert int((data / "postgres" / "postmaster.pid").read_text().split()[0]) != killed


def test_a_command_beside_a_running_demo_uses_its_servers_and_leaves_them_running(inside):
    data, env = inside
    for _ in range(2):
        asked = [sys.executable, "-m", "guildhall.run", "--data", str(data), sys.executable, "-c", starts.ASK]
        done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE)
        assert (done.stdout, done.returncode) == ("7\n", 0), done.stderr
    with embedded.services(data) as found:
        assert found == env
    assert (data / sharing.NAME).stat().st_mode & 0o077 == 0


def test_a_second_demo_in_the_folder_of_a_running_one_is_refused_and_empties_nothing(inside):
    data, _env = inside
    for words in ([], ["--fresh"]):
        with embedded.kept_port() as port:
            done = starts.demo("--port", str(port), "--data", str(data), *words)
        assert done.returncode == 1 and "runs in" in done.stderr
    assert (data / "postgres" / "PG_VERSION").exists()


@pytest.mark.usefixtures("alone")
def test_a_folder_may_be_called_as_its_owner_likes():
    with tempfile.TemporaryDirectory(prefix="Ü; 'n' & ") as short:  # short enough for a socket in it
        done = starts.asked(Path(short) / "data")
        assert (done.stdout, done.returncode) == ("7\n", 0), done.stderr
        assert starts.servers_of(Path(short)) == []


@pytest.mark.usefixtures("alone")
def test_whoever_started_first_on_this_machine_keeps_nobody_else_from_starting(tmp_path, monkeypatch):
    """The wheel's own lock: one file for everybody, of whoever came first."""
    (tmp_path / "tmp" / ".lockfile").mkdir(parents=True)
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    done = starts.asked(tmp_path / "data")
    assert (done.stdout, done.returncode) == ("7\n", 0), done.stderr


def test_redis_that_is_killed_is_started_again_under_the_same_address(tmp_path):
    (tmp_path / "redis").mkdir()
    with embedded._redis(tmp_path / "redis") as address:
        asked = redis.Redis.from_url(address)
        asked.set("word", "lost")
        psutil.Process(asked.info()["process_id"]).kill()
        back = redis.Redis.from_url(address, retry=Retry(ConstantBackoff(0.1), 10 * PATIENCE))
        assert back.get("word") is None
        pid = back.info()["process_id"]
    assert not psutil.pid_exists(pid)


def test_a_note_of_somebody_who_was_killed_counts_for_nothing(tmp_path):
    with sharing.announced(tmp_path, {"REDIS_URL": "redis://gone/0"}):
        assert sharing.running(tmp_path) == {"REDIS_URL": "redis://gone/0"}
        note = tmp_path / sharing.NAME
        note.write_text(note.read_text().replace(f'"pid": {os.getpid()}', '"pid": 4194000'))
        assert sharing.running(tmp_path) is None
    assert sharing.running(tmp_path) is None


def test_a_process_that_dies_is_started_again_and_none_is_left_behind(tmp_path):
    supervisor = processes.Supervisor(ROOT, tmp_path, dict(os.environ))
    supervisor.start("sleeper", ["sleep", "600"])
    first = supervisor.children["sleeper"].process.pid
    os.kill(first, signal.SIGKILL)
    until(lambda: not starts.lives(first), "it dies")
    supervisor.revive()
    second = supervisor.children["sleeper"].process.pid
    assert second != first
    supervisor.stop()
    assert not psutil.pid_exists(second)


def test_a_process_that_dies_at_once_each_time_is_given_up_with_the_end_of_its_log(tmp_path):
    supervisor = processes.Supervisor(ROOT, tmp_path, dict(os.environ))
    supervisor.start("broken", ["sh", "-c", "echo the reason; exit 1"])
    with pytest.raises(embedded.CannotStart, match="the reason"):
        until(supervisor.revive, "it is given up")


def test_only_catalogues_that_changed_are_compiled(tmp_path):
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Jobs"\nmsgstr "Aufträge"\n'
    )
    assert catalogues.compile_changed(tmp_path) == 1
    assert catalogues.compile_changed(tmp_path) == 0
