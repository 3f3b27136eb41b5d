"""What takes two: hiring."""

from tests.journeys.steps.client import make_offer, post_job
from tests.journeys.steps.everybody import Person
from tests.journeys.steps.freelancer import accept_offer, send_proposal, write_proposal


def hire(client: Person, freelancer: Person, title: str, amount: str) -> str:
    """From the job to the contract; returns the workroom's address."""
    job = post_job(client, title, amount)
    write_proposal(freelancer, job, amount)
    send_proposal(freelancer)
    return accept_offer(freelancer, make_offer(client, job, freelancer))
