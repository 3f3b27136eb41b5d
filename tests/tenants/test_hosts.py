"""One spelling for each host."""

import pytest

from tenants import hosts


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Atelier.Localhost", "atelier.localhost"),
        ("atelier.localhost:8000", "atelier.localhost"),
        ("atelier.localhost.", "atelier.localhost"),
        ("www.atelier.localhost", "atelier.localhost"),
        ("WWW.Bücher.de.", "xn--bcher-kva.de"),
        ("xn--bcher-kva.de", "xn--bcher-kva.de"),
        ("127.0.0.1:80", "127.0.0.1"),
        ("[::1]:80", "::1"),
    ],
)
def test_a_host_is_written_one_way(typed, meant):
    assert hosts.normalise(typed) == meant


@pytest.mark.parametrize("typed", ["", ".", "a..b", "under_score.de", "exa mple.de", "-x.de", "a" * 64 + ".de"])
def test_what_is_no_host_is_refused(typed):
    with pytest.raises(hosts.BadHost):
        hosts.normalise(typed)
