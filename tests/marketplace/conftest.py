"""What tests of work begin with. Their modules say `usefixtures("opening")` and `OPENINGS = stage.OPENINGS`."""

import pytest


@pytest.fixture
def work(opened, clara, felix):
    """Clara has hired Felix for one milestone of 500.00 at 20/10/5, client fee 5 %, 20 % tax on fees."""
    opened.clara, opened.felix = clara, felix
    return opened


@pytest.fixture
def plain_work(work):
    """The same for 600.00 without tax: the journey's numbers."""
    return work


@pytest.fixture
def funded(work):
    return work


@pytest.fixture
def delivered(work):
    return work
