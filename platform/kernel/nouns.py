"""The word by which history, timers and events know an object: `history_name` on its class, or the class's own name."""

from typing import Any


def noun(subject: Any) -> str:
    """`contract` for a Contract; `payment` for a class that says `history_name = "payment"`; whoever is signed in
    (`request.user`, which is lazy) is known as the user she is."""
    kind: Any = subject if isinstance(subject, type) else subject.__class__
    return str(getattr(kind, "history_name", None) or kind._meta.model_name)
