"""What a run that was killed, without a chance to clean up, left behind in its folder: found by what only its processes
have, and stopped before the next run begins."""

import contextlib
import os
import signal
from pathlib import Path

import psutil

SUPERVISED = "GUILDHALL_SUPERVISED"  # the data folder, in the environment of whatever a supervisor starts there
SERVERS = {"postgres": "postgres", "redis-server": "redis"}  # a server's process and the folder it works in
PATIENCE = 20  # seconds a process has to end by itself


def stop(data: Path) -> None:
    """Stop what runs for `data`. Only for whoever has claimed the folder: then nobody looks after it any more."""
    everything = [one for one in psutil.process_iter() if one.pid != os.getpid()]
    # The servers last: who still asks them something holds up their end.
    _stop([one for one in everything if _is_supervised(one, data)], signal.SIGTERM)
    _stop([one for one in everything if _is_server(one, data)], signal.SIGINT)
    # With none left, what these two say is about the dead: the next PostgreSQL would take whoever has such a number
    # today for itself, and be left running at the end for the sake of the one who was killed.
    for name in ("postmaster.pid", ".handle_pids.json"):
        with contextlib.suppress(OSError):  # none there, or no folder of ours: that is for others to say
            (data / "postgres" / name).unlink()


def _is_supervised(process: psutil.Process, data: Path) -> bool:
    with contextlib.suppress(psutil.Error):  # gone meanwhile, or somebody else's
        return process.environ().get(SUPERVISED) == str(data)
    return False


def _is_server(process: psutil.Process, data: Path) -> bool:
    with contextlib.suppress(psutil.Error):
        folder = SERVERS.get(process.name())
        return folder is not None and Path(process.cwd()) == data / folder
    return False


def _stop(processes: list[psutil.Process], word: signal.Signals) -> None:
    for one in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            one.send_signal(word)
    _ended, stubborn = psutil.wait_procs(processes, timeout=PATIENCE)
    for one in stubborn:
        with contextlib.suppress(psutil.NoSuchProcess):
            one.kill()
    psutil.wait_procs(stubborn, timeout=PATIENCE)
