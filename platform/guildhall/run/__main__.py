"""`python -m guildhall.run [--data DIR] [--forgetful] COMMAND …`: run a command beside embedded servers."""

import argparse
import os
import signal
import subprocess
import sys
from pathlib import Path

from guildhall.run import embedded, named


def main() -> int:
    parser = argparse.ArgumentParser(prog="guildhall.run")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--forgetful", action="store_true")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    wanted = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        data = embedded.in_memory(wanted.data) if wanted.forgetful else wanted.data
        named.require_answers(database_may_be_missing=wanted.forgetful)
        embedded.prepare_folder(data)
        with embedded.services(data.resolve(), durable=not wanted.forgetful, alone=wanted.forgetful) as env:
            return subprocess.run(wanted.command, env={**os.environ, **env}, check=False).returncode
    except embedded.CannotStart as why:
        print(why, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
