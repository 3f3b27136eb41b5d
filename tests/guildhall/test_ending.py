"""Ending on one machine: whatever happens in the middle of it, no process is left, or the next start copes."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys

import psutil
import pytest

from guildhall.run import embedded, left_over, sharing
from tests.guildhall import starts
from tests.waiting import until

pytestmark = [pytest.mark.usefixtures("alone"), pytest.mark.xdist_group("processes")]


# The demo with processes that take a while to end, and no pages in them.
SLOW_DEMO = """
import sys
from guildhall.run import demo, processes
slow = ["sh", "-c", "trap 'sleep 2; exit' TERM; while :; do sleep 0.1; done"]
processes.pages = processes.worker = processes.scheduler = lambda *_: slow
demo._manage = demo._wait_until_ready = lambda *_: 0
sys.exit(demo.main())
"""


def _is_ending(shell: psutil.Process) -> bool:
    """Whether it has been told to end, and takes its two seconds."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return any(one.cmdline() == ["sleep", "2"] for one in shell.children())
    return False


def _pressed_again(demo: subprocess.Popen[str]) -> bool:
    for word in (signal.SIGINT, signal.SIGTERM):
        demo.send_signal(word)
    return demo.poll() is not None


def test_what_a_killed_run_left_behind_is_stopped_by_the_next_which_leaves_nothing(tmp_path):
    data = tmp_path / "data"
    words = [sys.executable, "-m", "guildhall.run", "--data", str(data), "sleep", "600"]
    with subprocess.Popen(words, cwd=starts.ROOT, env={**os.environ, left_over.SUPERVISED: str(data)}) as run:
        until(lambda: sharing.running(data) or run.poll() is not None, "the servers run")
        left = until(lambda: psutil.Process(run.pid).children(), "its command runs")
        run.kill()
    assert "postgres" in starts.servers_of(data) and any(starts.lives(one.pid) for one in left)
    done = starts.asked(data)
    assert (done.stdout, done.returncode) == ("7\n", 0), done.stderr
    assert starts.servers_of(data) == [] and not any(starts.lives(one.pid) for one in left)


def test_ctrl_c_pressed_again_and_again_ends_the_demo_as_once_does(tmp_path):
    data = tmp_path / "data"
    with embedded.kept_port() as port:
        words = [sys.executable, "-c", SLOW_DEMO, "--port", str(port), "--data", str(data)]
        with subprocess.Popen(words, cwd=starts.ROOT, stdout=subprocess.PIPE, text=True) as demo:
            assert "Ready after" in demo.stdout.readline()
            started = [one for one in psutil.Process(demo.pid).children() if one.name() == "sh"]
            demo.send_signal(signal.SIGINT)
            until(lambda: any(_is_ending(one) for one in started), "it waits for them")
            until(lambda: _pressed_again(demo), "it ends")
            assert "Stopped." in demo.stdout.read()
            assert demo.returncode == 0
    assert len(started) == 3
    assert starts.servers_of(data) == [] and not any(starts.lives(one.pid) for one in started)


def test_the_number_of_a_dead_postgresql_may_be_somebody_elses_today(tmp_path):
    data = tmp_path / "data"
    assert starts.asked(data).returncode == 0
    (data / "postgres" / "postmaster.pid").write_text(
        f"{os.getpid()}\n{data}/postgres\n1\n5432\n{data}/postgres\n\n 1 1\nready\n"
    )
    done = starts.asked(data)
    assert (done.stdout, done.returncode) == ("7\n", 0), done.stderr


def test_a_database_whose_files_are_half_gone_is_said_in_a_sentence(tmp_path):
    data = tmp_path / "data"
    assert starts.asked(data).returncode == 0
    shutil.rmtree(data / "postgres" / "base")
    done = starts.asked(data)
    assert done.returncode == 1 and "Start with --fresh" in done.stderr and "Traceback" not in done.stderr
    assert starts.servers_of(data) == []


def test_a_folder_is_claimed_by_one_from_before_its_servers_run(tmp_path):
    embedded.prepare_folder(tmp_path)
    with sharing.claimed(tmp_path) as first, embedded.kept_port() as port:
        assert first and sharing.running(tmp_path) is None
        for words in ([], ["--fresh"]):
            done = starts.demo("--port", str(port), "--data", str(tmp_path), *words)
            assert done.returncode == 1 and "runs in" in done.stderr
    with sharing.claimed(tmp_path) as again:
        assert again
