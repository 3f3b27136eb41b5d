"""How the tests of starting and stopping start: a demo, or a question asked of servers in a folder; and who lives."""

import subprocess
import sys
from pathlib import Path

import psutil

from tests.waiting import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
ASK = "import os, psycopg; print(psycopg.connect(os.environ['DATABASE_URL']).execute('SELECT 7').fetchone()[0])"


def demo(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "guildhall.run.demo", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE)


def asked(data: Path) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "guildhall.run", "--data", str(data), sys.executable, "-c", ASK]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE)


def servers_of(data: Path) -> list[str]:
    """The servers that run in that folder."""
    return [one.name() for one in psutil.process_iter(["cwd"]) if str(one.info["cwd"]).startswith(f"{data}/")]


def lives(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
