"""platform/ and locale/ must never become packages: they would hide Python's own modules (house §2)."""

import subprocess
import sys

from tests.architecture.source import ROOT


def test_no_python_file_lies_straight_in_a_source_root():
    strays = [p.name for folder in ("platform", "locale") for p in (ROOT / folder).glob("*.py")]
    assert strays == []


def test_no_folder_of_a_language_holds_code():
    assert list((ROOT / "locale").rglob("*.py")) == []


def test_pythons_own_platform_and_locale_win_with_both_roots_on_the_path():
    said = subprocess.run(
        [sys.executable, "-c", "import platform, locale; print(platform.system(), locale.__file__)"],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert str(ROOT) not in said
    assert said.split()[0]
