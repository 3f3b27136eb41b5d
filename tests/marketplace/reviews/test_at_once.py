"""Both write at the same moment: each sees the other's review, and both are shown."""

from functools import partial

import pytest

from kernel.actors import Actor
from marketplace.reviews import actions, queries, states
from marketplace.reviews.actions import Opinion
from marketplace.reviews.models import CRITERIA, Review, Round
from tests.billing.racing import race_once_free
from tests.marketplace import stage
from tests.marketplace.stage import NOON

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_reviews_at_once_the_second_opens_both(atelier, clara, felix):
    work = stage.OPENINGS["delivered"]()
    work.approve()
    work.end()
    stage.tick(NOON)
    opinion = Opinion(dict.fromkeys(CRITERIA, 5), "A joy.")
    write = partial(actions.review, contract=work.fresh(), opinion=opinion, at=NOON)
    both = [partial(write, actor=Actor.of(user)) for user in (clara, felix)]
    ended = race_once_free(Round.objects.get(), *both, tenant=atelier)
    assert [type(each) for each in ended] == [Review, Review]
    assert Round.objects.get().state == states.SHOWN
    assert queries.shown().count() == 2
