"""ARCHITECTURE.md's map lists exactly the folders that exist (house §8)."""

import re

from tests.architecture.source import CODE, ROOT, files


def test_the_map_names_exactly_the_packages_that_exist():
    text = (ROOT / "ARCHITECTURE.md").read_text()
    listed = set(re.findall(r"^\| `([\w/]+)/` \|", text, re.M))
    real = set()
    for path in files():
        parts = path.relative_to(ROOT).parts
        depth = 2 if parts[0] in ("platform", "marketplace", "billing") else 1
        if len(parts) > depth:
            real.add("/".join(parts[:depth]))
    assert listed == real
    assert {name.split("/")[0] for name in listed} == set(CODE)


def test_it_stays_short_enough_to_be_read():
    assert len((ROOT / "ARCHITECTURE.md").read_text().splitlines()) <= 90
