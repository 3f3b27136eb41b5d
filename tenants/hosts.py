"""One spelling for each host: the same rule when a domain is saved and when a request is looked up."""

import ipaddress
from functools import lru_cache

import idna


class BadHost(ValueError):
    """What was given cannot be a host of ours."""


@lru_cache(maxsize=1024)
def normalise(raw: str) -> str:
    """Lower case, IDNA ("Bücher.de" → "xn--bcher-kva.de"), no port, no trailing dot, no leading "www.".

    Raises BadHost for what is no host at all. Addresses (127.0.0.1, [::1]) come back as they are.
    """
    host = raw.strip().lower()
    if host.startswith("["):
        host = host[1:].partition("]")[0]
    elif host.count(":") == 1:
        host = host.partition(":")[0]
    host = host.removesuffix(".")
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        host = idna.encode(host, uts46=True).decode("ascii") if host else ""
    except idna.IDNAError as error:
        raise BadHost(raw) from error
    host = host.removeprefix("www.")
    if not host or len(host) > 253:
        raise BadHost(raw)
    return host


def has_www(raw: str) -> bool:
    """Whether the visitor typed the "www." that `normalise` took away."""
    return raw.strip().lower().startswith("www.")
