"""What addresses name, made in whichever marketplace is active; everybody and everything in it carries the mark."""

from kernel.actors import Actor
from marketplace.contracts import actions as contracts
from marketplace.contracts.models import Milestone
from marketplace.workroom import actions as workroom
from tests import make

MARK = "Brigademark"
NOTHING = "0b12aade-0000-4000-8000-000000000001"  # the id of no row


def client():
    return make.client(f"{MARK} Clara")


def freelancer():
    return make.freelancer(f"{MARK} Felix")


def job():
    return make.job(client(), title=f"{MARK} rig")


def proposal():
    return make.proposal(job(), freelancer(), letter=f"{MARK}. {make.LETTER}")


def offer():
    return make.offer(proposal(), title=f"{MARK} rig")


def contract():
    found = offer()
    return contracts.accept_offer(offer=found, actor=Actor.of(found.freelancer.user), at=make.AT)


def milestone():
    return Milestone.objects.filter(contract=contract()).select_related("contract").first()


def thread():
    found = proposal()
    return workroom.open_for_proposal(proposal=found, actor=Actor.of(found.job.client.user), at=make.AT)
