# Shared by the commands of this folder: POSIX sh, sourced. Gives $ROOT, a Python environment in .venv made from the
# hashed lock that is asked for, and the source roots on PYTHONPATH.

ROOT=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
cd "$ROOT" || exit 1
# Where it is set, each of our many processes would compile all that it imports anew, for seconds.
unset PYTHONDONTWRITEBYTECODE

say() { printf '%s\n' "$*" >&2; }

# The system's own before what a version manager put first on PATH: it is built optimised, and it stays. One that lacks
# venv (Debian keeps it apart) only where no other has it.
find_python() {
  for needed in ', ensurepip' ''; do
    for candidate in "${PYTHON:-}" /usr/bin/python3 python3 python3.11 python3.12 python3.13; do
      [ -n "$candidate" ] || continue
      if "$candidate" -c "import sys$needed; sys.exit(not (3, 11) <= sys.version_info < (3, 14))" 2>/dev/null; then
        command -v "$candidate"
        return
      fi
    done
  done
  say "Guildhall needs Python 3.11, 3.12 or 3.13, and found none. On Debian: apt-get install python3 python3-venv"
  exit 1
}

make_venv() {
  python=$(find_python) || exit 1
  rm -rf .venv
  "$python" -m venv .venv >/dev/null 2>&1 && return
  # Debian keeps ensurepip in a package of its own.
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "Installing python3-venv …"
    { apt-get update -qq && apt-get install -y -qq python3-venv; } >/dev/null 2>&1
    rm -rf .venv
    "$python" -m venv .venv >/dev/null 2>&1 && return
  fi
  say "Python's venv module does not work here. On Debian, as root: apt-get install python3-venv"
  exit 1
}

# environment LOCK: .venv holds what requirements/LOCK.txt names. Costs a checksum when nothing changed.
environment() {
  want=$(cat requirements/uv.txt "requirements/$1.txt" | cksum)
  # The development lock holds all that the running one names: no need to go back and forth between the two.
  more=$(cat requirements/uv.txt requirements/dev.txt | cksum)
  have=$(cat .venv/.guildhall 2>/dev/null)
  if [ "$have" != "$want" ] && { [ "$1" != run ] || [ "$have" != "$more" ]; }; then
    say "Making the Python environment in .venv …"
    { [ -x .venv/bin/python ] && .venv/bin/python -c '' 2>/dev/null; } || make_venv
    .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt &&
      .venv/bin/uv pip sync -q --python .venv/bin/python --require-hashes "requirements/$1.txt" || {
      say "The packages could not be installed: the lines above say why. Try again; what is there is kept."
      exit 1
    }
    printf '%s\n' "$want" >.venv/.guildhall
  fi
  PATH="$ROOT/.venv/bin:$PATH"
  PYTHONPATH="$ROOT:$ROOT/platform"
  export PATH PYTHONPATH
  python -m guildhall.run.catalogues || exit 1
}
