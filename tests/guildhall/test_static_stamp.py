"""A second start collects no static files: only a change of what they are collected from makes it necessary."""

import pytest

from guildhall.management.commands.demo_setup import fingerprint

STORAGE = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"


@pytest.fixture
def house(settings, tmp_path):
    for name in ("requirements/run.txt", "theming/static/a.css", "marketplace/workroom/static/b.css"):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text("as it was")
    settings.ROOT = tmp_path
    return tmp_path


def test_what_was_collected_is_not_what_it_is_collected_from(house):
    before = fingerprint(STORAGE)
    collected = house / ".data" / "demo" / "static"
    collected.mkdir(parents=True)
    (collected / ".stamp").write_text(before)
    assert fingerprint(STORAGE) == before


@pytest.mark.parametrize("name", ["theming/static/new.css", "marketplace/workroom/static/new.css"])
def test_a_new_file_of_ours_is_noticed(house, name):
    before = fingerprint(STORAGE)
    (house / name).write_text("new")
    assert fingerprint(STORAGE) != before


def test_so_are_other_packages_and_another_way_to_name_the_files(house):
    before = fingerprint(STORAGE)
    assert fingerprint("django.contrib.staticfiles.storage.StaticFilesStorage") != before
    (house / "requirements" / "run.txt").write_text("another version")
    assert fingerprint(STORAGE) != before
