"""Starting on one machine: every way in which a folder or a port can be wrong is answered by a clear sentence."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from guildhall.run import catalogues, embedded, processes

ROOT = Path(__file__).resolve().parents[2]


def _demo(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "guildhall.run.demo", *words], cwd=ROOT, capture_output=True, text=True, timeout=60
    )


def test_a_taken_port_is_said_and_nothing_is_started(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = _demo("--port", str(port), "--data", str(tmp_path / "data"))
    assert done.returncode == 1
    assert f"Port {port} is taken by another program." in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_folder_with_somebody_elses_files_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("three years of work")
    done = _demo("--port", "18999", "--data", str(tmp_path), "--fresh")
    assert done.returncode == 1
    assert "holds files that are not Guildhall's" in done.stderr
    assert (tmp_path / "thesis.txt").read_text() == "three years of work"


def test_a_file_where_a_folder_should_be_is_said(tmp_path):
    (tmp_path / "data").write_text("")
    with pytest.raises(embedded.CannotStart, match="is not a folder"):
        embedded.prepare_folder(tmp_path / "data")


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


def test_a_process_that_dies_is_started_again_and_none_is_left_behind(tmp_path):
    supervisor = processes.Supervisor(ROOT, tmp_path, dict(os.environ))
    supervisor.start("sleeper", ["sleep", "600"])
    first = supervisor.children["sleeper"].process.pid
    os.kill(first, signal.SIGKILL)
    while psutil.pid_exists(first) and psutil.Process(first).status() != psutil.STATUS_ZOMBIE:
        time.sleep(0.01)
    supervisor.revive()
    second = supervisor.children["sleeper"].process.pid
    assert second != first
    supervisor.stop()
    assert not psutil.pid_exists(second)


def test_a_process_that_dies_at_once_each_time_is_given_up_with_the_end_of_its_log(tmp_path):
    supervisor = processes.Supervisor(ROOT, tmp_path, dict(os.environ))
    supervisor.start("broken", [sys.executable, "-c", "raise SystemExit('the reason')"])
    with pytest.raises(embedded.CannotStart, match="the reason"):
        for _ in range(600):
            supervisor.revive()
            time.sleep(0.02)


def test_only_catalogues_that_changed_are_compiled(tmp_path):
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Jobs"\nmsgstr "Aufträge"\n'
    )
    assert catalogues.compile_changed(tmp_path) == 1
    assert catalogues.compile_changed(tmp_path) == 0
