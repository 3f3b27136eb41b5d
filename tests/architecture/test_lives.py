"""Every life is a table that is complete: reachable, acted on, spoken of (house §8)."""

import importlib
import inspect

import pytest

from kernel import moves
from tests.architecture.source import ROOT, files, name_of


def _lives() -> list[moves.Life]:
    found: dict[str, moves.Life] = {}
    for path in files("states.py"):
        name = name_of(path).removeprefix("platform/").removesuffix(".py").replace("/", ".")
        module = importlib.import_module(name)
        found |= {life.name: life for _, life in inspect.getmembers(module, lambda o: isinstance(o, moves.Life))}
    return sorted(found.values(), key=lambda life: life.name)


LIVES = _lives()


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_each_state_of_a_life_is_reachable_from_its_beginning(life):
    reached = {life.initial}
    while True:
        more = {m.to for m in life.moves if m.source in reached or m.source == moves.BIRTH} - reached
        if not more:
            break
        reached |= more
    assert reached == set(life.states)


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_each_move_says_who_hears_of_it_or_that_it_is_silent(life):
    assert [m.verb for m in life.moves if m.tells is None] == []


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_each_move_of_a_life_is_applied_somewhere(life):
    code = "\n".join(p.read_text() for p in files() if p.name != "states.py")
    assert [m.verb for m in life.moves if f'"{m.verb}"' not in code] == []


def test_the_lives_of_the_paper_exist():
    wanted = {"job", "proposal", "offer", "contract", "milestone", "payout", "tenant"}
    assert wanted <= {life.name for life in LIVES}
    assert (ROOT / "tenants" / "states.py").exists()
