"""Which moves stand behind the amounts that pages show (see `billing.ledger.marks`)."""

from collections.abc import Iterable

from billing.ledger import accounts, marks
from billing.ledger.queries import StatementLine
from billing.payments import queries as payments
from billing.payments.models import Payout
from marketplace.escrow.models import Kind, Release
from marketplace.escrow.queries import Earnings


def of_earnings(member_id: int, currency: str, shown: Earnings) -> dict[str, str]:
    """The marks of the four figures above the earnings and payouts pages."""
    return {
        "in_review": of_funds(shown.reviewed),
        "pending": marks.balance([accounts.pending(member_id)]),
        "available": marks.balance([accounts.available(member_id)]),
        "on_its_way": marks.balance(payments.moving(member_id, currency)),
    }


def of_funds(milestone_ids: Iterable[int]) -> str:
    return marks.balance(accounts.funds("milestone", pk) for pk in milestone_ids)


def of_releases(milestone_ids: Iterable[int]) -> str:
    """All that was paid out of these milestones, fees within."""
    return marks.together(
        marks.moved(f"release:{pk}:1", f"{accounts.funds('milestone', pk)}>*") for pk in milestone_ids
    )


def of_line(code: str, line: StatementLine) -> tuple[str, str]:
    return marks.line(code, line.transfer_id, line.line), marks.after(code, line.transfer_id, line.line)


def of_payout(payout: Payout) -> str:
    hers, leaving = accounts.available(payout.member_id), accounts.payout(payout.pk)
    return marks.moved(f"payout:{payout.pk}:request", f"{hers}>{leaving}")


def gross(paid: Release) -> str:
    """A bonus whose two fees are taxed books both taxes on one account: then only its parts can be told."""
    if paid.kind == Kind.MILESTONE:
        return marks.moved(paid.receipt.key, f"{accounts.funds('milestone', paid.subject_id)}>*")
    if paid.receipt.tax and paid.client_tax:
        return marks.PRICE
    return marks.moved(paid.receipt.key, net_move(paid), _fee(paid), *([_tax(paid)] if paid.receipt.tax else []))


def net(paid: Release) -> str:
    return marks.moved(paid.receipt.key, net_move(paid))


def kept(paid: Release) -> str:
    """The net, less what the freelancer gave back."""
    return marks.less(net(paid), given_back(paid)) if paid.refunds else net(paid)


def net_move(paid: Release) -> str:
    return f"{_source(paid)}>{accounts.pending(paid.freelancer_id)}"


def service_fee(paid: Release) -> str:
    return marks.moved(paid.receipt.key, _fee(paid))


def tax(paid: Release) -> str:
    clear = paid.kind == Kind.MILESTONE or not paid.client_tax
    return marks.moved(paid.receipt.key, _tax(paid)) if clear else marks.PRICE


def client_fee(paid: Release) -> str:
    return marks.moved(paid.receipt.key, f"{_beside(paid)}>{accounts.REV_CLIENT_FEE}")


def client_tax(paid: Release) -> str:
    clear = paid.kind == Kind.MILESTONE or not paid.receipt.tax
    return marks.moved(paid.receipt.key, f"{_beside(paid)}>{accounts.tax('*')}") if clear else marks.PRICE


def client_total(paid: Release) -> str:
    return marks.moved(paid.receipt.key, *sorted({f"{_source(paid)}>*", f"{_beside(paid)}>*"}))


def given_back(paid: Release) -> str:
    """Out of the freelancer's own accounts."""
    hers = (accounts.pending(paid.freelancer_id), accounts.available(paid.freelancer_id))
    return marks.moved(f"refund_released:{paid.pk}:*", *(f"{code}>{accounts.credit(paid.client_id)}" for code in hers))


def given_back_to_client(paid: Release) -> str:
    return marks.moved(f"refund_released:{paid.pk}:*", f"*>{accounts.credit(paid.client_id)}")


def _source(paid: Release) -> str:
    return accounts.funds("milestone", paid.subject_id) if paid.kind == Kind.MILESTONE else accounts.clearing("*")


def _beside(paid: Release) -> str:
    return accounts.fee_hold("milestone", paid.subject_id) if paid.kind == Kind.MILESTONE else accounts.clearing("*")


def _fee(paid: Release) -> str:
    return f"{_source(paid)}>{accounts.REV_SERVICE_FEE}"


def _tax(paid: Release) -> str:
    return f"{_source(paid)}>{accounts.tax('*')}"
