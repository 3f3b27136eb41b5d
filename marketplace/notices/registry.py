"""Which move tells whom, in which words. A life whose table promises news must bring the words for it, or the
application does not start: no move is forgotten.

    registry.register(
        states.OFFER,
        audience=telling.of_offer,
        words={("make", Role.FREELANCER): Words(_("%(client)s made you an offer."), action=_("See the offer"))},
    )
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from kernel import events
from kernel.history.models import Entry
from kernel.moves import Life, Role


@dataclass(frozen=True)
class Words:
    """One sentence with named values, and what its button says. `body` is a second paragraph of the e-mail. `label` is
    what the settings call this kind of news. `quiet` kinds are not mailed unless the member asks for it."""

    title: Any
    label: Any = ""
    body: Any = ""
    action: Any = ""
    quiet: bool = False


@dataclass(frozen=True)
class Audience:
    """Who plays which role in one event, the values of its words, and where its button leads."""

    members: Mapping[Role, Iterable[Any]]
    params: Mapping[str, Any] = field(default_factory=dict)
    url: str | Mapping[Role, str] = ""

    def url_for(self, role: Role) -> str:
        return self.url if isinstance(self.url, str) else self.url.get(role, "")


Finder = Callable[[Entry], Audience | None]

_words: dict[str, Words] = {}
_past: dict[str, Words] = {}
_groups: dict[str, Any] = {}
_finders: dict[str, Finder] = {}
_lives: dict[str, Life] = {}
_listeners: list[Callable[[Entry], None]] = []


def kind(noun: str, verb: str, role: Role) -> str:
    """`offer.make:freelancer`"""
    return f"{noun}.{verb}:{role}"


def register(life: Life, *, audience: Finder, words: Mapping[tuple[str, Role], Words], label: Any = "") -> None:
    """Tell what the moves of a life promise to tell. Raises ImproperlyConfigured naming what is missing or too much.

    `label` heads this life's kinds in the member's settings."""
    promised = {(row.verb, role) for row in life.moves for role in row.tells}
    if promised != set(words):
        missing, spare = promised - set(words), set(words) - promised
        raise ImproperlyConfigured(f"Notices of {life.name}: words missing for {missing}, not promised {spare}.")
    for (verb, role), sentence in words.items():
        add(kind(life.name, verb, role), sentence, label=label)
    _finders[life.name] = audience
    _lives[life.name] = life
    for listener in _listeners:
        _listen(life, listener)


def heard_by(listener: Callable[[Entry], None]) -> None:
    """Have every move that promises news, of every registered life, told to `listener`; those registered later too."""
    _listeners.append(listener)
    for life in _lives.values():
        _listen(life, listener)


def _listen(life: Life, listener: Callable[[Entry], None]) -> None:
    for verb in {row.verb: None for row in life.moves if row.tells}:
        events.subscribe(f"{life.name}.{verb}", listener)


def add(name: str, words: Words, *, label: Any = "") -> None:
    """Words for a kind that no life promises; `notices.actions.notify(kind=name, …)` tells it."""
    _words[name] = words
    _groups[name] = label


def remember(name: str, words: Words) -> None:
    """Words for a kind that is told no more: what was told still shows, and nobody sets anything for it."""
    _past[name] = words


def words_of(name: str) -> Words | None:
    return _words.get(name) or _past.get(name)


def kinds() -> dict[str, list[tuple[str, Words]]]:
    """Every kind with its words, by group, for the settings page."""
    grouped: dict[str, list[tuple[str, Words]]] = {}
    for name, words in _words.items():
        grouped.setdefault(str(_groups[name]), []).append((name, words))
    return grouped


def heard(entry: Entry) -> tuple[tuple[Role, ...], Audience | None]:
    """The roles that hear of a history row, and who they are; nobody for what no life promises."""
    life = _lives.get(entry.subject_type)
    roles = life.told(entry.verb, entry.source) if life else ()
    return roles, _finders[entry.subject_type](entry) if life and roles else None
