"""The kernel's tables, for Django to find: history and its undelivered news, timers, and keys seen once."""

from kernel.history.models import Entry, Undelivered
from kernel.once import Once
from kernel.timers.models import Timer

__all__ = ["Entry", "Once", "Timer", "Undelivered"]
