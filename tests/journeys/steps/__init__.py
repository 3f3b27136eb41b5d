"""What people do on the pages, one function for each thing, by person: the journeys are told in these.

Everything goes by what a person sees: labels, buttons and headings. Nothing waits for a time, all for what appears.
"""

from tests.journeys.steps.client import approve, end, fund, go_and_pay, make_offer, pay, post_job
from tests.journeys.steps.everybody import (
    CODE,
    PASSWORD,
    PATIENCE,
    Person,
    button,
    choose,
    code_from_mail,
    containing,
    days_pass,
    figure,
    next_step,
    review,
    sign_in,
    sign_up,
    sign_up_both,
    sure,
    until,
)
from tests.journeys.steps.freelancer import (
    accept_offer,
    deliver,
    send_proposal,
    withdraw,
    withdraw_by_keyboard,
    write_proposal,
)
from tests.journeys.steps.keyboard import Keyboard
from tests.journeys.steps.owner import launch, on
from tests.journeys.steps.together import hire

__all__ = [
    "CODE",
    "PASSWORD",
    "PATIENCE",
    "Keyboard",
    "Person",
    "accept_offer",
    "approve",
    "button",
    "choose",
    "code_from_mail",
    "containing",
    "days_pass",
    "deliver",
    "end",
    "figure",
    "fund",
    "go_and_pay",
    "hire",
    "launch",
    "make_offer",
    "next_step",
    "on",
    "pay",
    "post_job",
    "review",
    "send_proposal",
    "sign_in",
    "sign_up",
    "sign_up_both",
    "sure",
    "until",
    "withdraw",
    "withdraw_by_keyboard",
    "write_proposal",
]
