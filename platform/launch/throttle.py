"""How often strangers may make us send mail: counted in the cache, by what they say and where they come from."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

HOUR = 3600
# Mails an hour to one address, and on behalf of one visitor.
TO_ONE, BY_ONE = 5, 20


def may_mail(request: HttpRequest, email: str) -> bool:
    """Count this wish; false once there were too many within the hour."""
    who = get_adapter().get_client_ip(request)  # behind proxies not theirs, else all visitors were one
    counts = [_count(f"launch.mail.to.{email.lower()}"), _count(f"launch.mail.by.{who}")]
    return counts[0] <= TO_ONE and counts[1] <= BY_ONE


def _count(key: str) -> int:
    cache.add(key, 0, HOUR)
    return int(cache.incr(key))
