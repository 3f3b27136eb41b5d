"""§4.2 without a browser: from signing up to the money, every form sent as its page gives it, no script anywhere.

Two who don't know each other and a third who is turned down; a worker's turn is taken between the pages.
"""

import re
import secrets

import pytest
from django.core import mail

from billing.fees.models import FeeTerms
from billing.ledger import reconcile
from kernel import clock
from marketplace.jobs.models import Job
from marketplace.reviews.models import CRITERIA
from tests import make
from tests.marketplace import stage
from tests.plain import Plain, file

pytestmark = pytest.mark.django_db
CODE = re.compile(r"^\s*([A-Z0-9]{4}-[A-Z0-9]{4})\s*$", re.M)
STORY = "A walk cycle for a badger, eight frames, with notes on the timing."


@pytest.fixture(autouse=True)
def _real_time(atelier):
    yield
    clock.reset()


def the_worker_works() -> None:
    stage.tick(clock.now())
    stage.send_out(clock.now())


def joins(host: str, name: str, purpose: str) -> Plain:
    """Signs up, confirms the address, says who one is."""
    browser = Plain(host, REMOTE_ADDR=f"2001:db8:{secrets.token_hex(2)}::1")
    email = f"{name.lower()}-{secrets.token_hex(4)}@example.com"
    browser.go("/").follow("Join")
    browser.press("Create the account", purpose=purpose, name=name, email=email, password1=make.PASSWORD)
    browser.press("Confirm", code=CODE.search(str(mail.outbox[-1].body))[1])
    browser.press("Continue", headline=f"{name}, with badgers since 2017")
    if purpose == "freelancer":
        browser.press("Save", skills=[str(make.skill().pk)], rate="55").sees(
            "Complete 2/6", "A few sentences about you"
        )
        browser.follow("Find work").go("/talent/").sees(f"{name}, with badgers")
    return browser


def posts_a_job(clara: Plain) -> str:
    """A draft that grows: a row more, kept, previewed, its file taken away and put back; returns the job's address."""
    clara.go("/").follow("Post a job")
    clara.press("Add a milestone", **{"title": "A badger", "stages-0-title": "Walk", "stages-0-amount": "600"})
    clara.press("Keep as draft", description=STORY, questions="How many frames?", files=file("sketch.txt", "a badger"))
    rows = clara.value("stages-TOTAL_FORMS")
    assert clara.enter("title", title="A badger").value("stages-TOTAL_FORMS") == rows
    clara.press("Preview").sees("This is a preview", "sketch.txt").follow("Go on editing")
    clara.press("Remove").press("Post the job", files=file("board.txt", "eight frames"))
    clara.sees("A badger", "board.txt", "How many frames?", "as soon as the first one arrives")
    return clara.path


def proposes(freelancer: Plain, job: str, amount: str) -> str:
    freelancer.go(job).follow("Send a proposal")
    freelancer.press("Send the proposal", refused=True, amount="-1")
    answers = [tag["name"] for tag in freelancer.page.find_all("textarea") if tag["name"].startswith("answer")]
    words = {"letter": make.LETTER, **dict.fromkeys(answers, "Eight.")}
    freelancer.press("Recalculate", amount=amount, **words)
    freelancer.press("Keep as draft", files=file("reel.txt", "my badgers"))
    freelancer.press("Send the proposal").sees("reel.txt", "Eight.")
    return freelancer.path


def hires(clara: Plain, felix: Plain, nora: Plain, job: str) -> str:
    """Compares, shortlists, turns one down with a reason, talks, offers; returns the contract's room."""
    clara.go(job).follow("Read the proposals")
    both = [tag["value"] for tag in clara.page.find_all("input", attrs={"name": "p"})]
    clara.press("Compare the ticked", p=both).sees("Side by side", "Nora", "Felix").follow("All proposals")
    hers = next(link["href"] for link in clara.page.select("main a[href^='/proposals/']") if "Nora" in link.text)
    his = next(link["href"] for link in clara.page.select("main a[href^='/proposals/']") if "Felix" in link.text)
    clara.go(hers).press("Archive").go(hers).press("Back to the inbox")
    clara.go(hers).follow("Decline")
    clara.press("Decline", refused=True).press("Decline", reason="price", note="Thank you all the same.")
    nora.go("/proposals/").sees("Declined")
    clara.go(his).press("Shortlist").go(his).press("Off the shortlist").go(his).press("Shortlist")
    clara.go(f"{job}proposals/").press("Talk")
    clara.press("Send", body="Can you begin on Monday?", files=file("plan.txt", "Monday"))
    felix.go(clara.path).sees("Can you begin on Monday?", "plan.txt").press("Send", body="On Monday, yes.")
    clara.go(his).follow("Make an offer").press("Recalculate", message="Welcome.")
    clara.press("Make the offer").press("Take the offer back")
    clara.go(his).follow("Make an offer").press("Make the offer")
    felix.go("/").follow("Offers that wait for your answer 1 unread 1").follow("A badger").press(
        "Accept the offer", refused=True
    ).press("Accept the offer", agreed=True)
    return felix.path


def pays(clara: Plain, room: str) -> None:
    """A card that is declined, a challenge failed and one passed."""
    clara.go(room).follow("Fund this milestone")
    clara.sees("$630.00").press("Go to the payment").press("Continue", card="declined").sees("The card was declined")
    clara.press("Continue", card="challenge").press("Continue", answer="no").sees("did not confirm")
    clara.press("Continue", card="challenge").press("Continue", answer="yes")
    the_worker_works()
    clara.go(room).sees("Funded")


def works(clara: Plain, felix: Plain, room: str) -> None:
    """Delivered with a file, changed, delivered again, approved; a bonus; ended by the client."""
    felix.go(room).press("Send", body="It begins today.").sees("It begins today.")
    felix.go(room).follow("Deliver the work").press("Deliver", refused=True)
    felix.press("Deliver", note="All eight frames.", files=file("badger.txt", "eight frames")).sees("badger.txt")
    clara.go(room).follow("Ask for changes").press("Send", refused=True).press("Send", note="Slower, please.")
    felix.go(room).sees("Slower, please.").follow("Deliver again").press("Deliver", note="Slower.")
    clara.go(room).follow("Approve and pay").press("Release the payment").sees("Released")
    the_worker_works()
    clara.go(room).follow("Give a bonus").press("Go to the payment", amount="50", note="Thank you.")
    clara.press("Continue", card="succeeds")
    the_worker_works()
    clara.go(room).follow("End the contract").press("End the contract")
    the_worker_works()


def review_each_other(clara: Plain, felix: Plain, room: str) -> None:
    stars = dict.fromkeys(CRITERIA, "5")
    clara.go(room).follow("Write a review").press("Send the review", refused=True, text="Quick and exact.")
    clara.press("Send the review", **stars)
    felix.go(room).follow("Write a review").press("Send the review", text="Clear and kind.", **stars)
    the_worker_works()
    felix.go(f"{room}review/").sees("Quick and exact.").follow("Reply").press("Send the reply", text="Any time.")
    clara.go(f"{room}review/").sees("Clear and kind.")


def withdraws(felix: Plain) -> None:
    """5 days of the hold, and the three of a new account; the first try is taken back."""
    felix.go("/earnings/").sees("$535.00").go("/payouts/methods/")
    felix.press("Add", holder="Felix", account="DE02 1203 0000 0000 2020 51").sees("Usable from")
    the_worker_works()
    felix.go("/clock/").press("Let them pass", days="6")
    the_worker_works()
    felix.go("/payouts/")
    felix.press("Withdraw", refused=True, amount="1000").press("Withdraw", amount="535").press("Take it back")
    felix.press("Withdraw", amount="535")
    the_worker_works()
    felix.go("/payouts/").sees("Paid", "$535.00")


def test_from_signing_up_to_the_money_no_form_needs_a_script(atelier):
    make.terms(clock.now())
    make.skill()
    clara = joins(atelier.host, "Clara", "client")
    felix, nora = joins(atelier.host, "Felix", "freelancer"), joins(atelier.host, "Nora", "freelancer")
    job = posts_a_job(clara)
    for worker, amount in ((felix, "600"), (nora, "900")):
        proposes(worker, job, amount)
    room = hires(clara, felix, nora, job)
    pays(clara, room)
    works(clara, felix, room)
    review_each_other(clara, felix, room)
    withdraws(felix)
    assert FeeTerms.objects.exists() and Job.objects.get().state == "filled"
    assert reconcile.run() == []
