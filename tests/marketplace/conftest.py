import pytest

from tests.marketplace import stage


@pytest.fixture
def work(clara, felix):
    """Clara has hired Felix for one milestone of 500.00 at 20/10/5, client fee 5 %, 20 % tax on fees."""
    return stage.hired(clara, felix, "500.00", taxed=True)


@pytest.fixture
def plain_work(clara, felix):
    """The same for 600.00 without tax: the journey's numbers."""
    return stage.hired(clara, felix, "600.00")


@pytest.fixture
def funded(work):
    work.fund()
    return work


@pytest.fixture
def delivered(funded):
    funded.deliver()
    return funded
