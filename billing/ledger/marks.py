"""What an amount on a page says of the books, written beside it as `data-ledger`: anybody can hold the page against
the moves, and a test does.

A mark is one or more terms joined by `; `, added up, a term after `-` taken off:

    balance CODE …              what the accounts hold, together
    moved KEY DEBIT>CREDIT,…    what the transfer of that key moved between them
    since MOMENT DEBIT>CREDIT,… what all transfers in force since then moved
    line CODE TRANSFER:LINE     what one move did to the account; `after …`: what it held then
    released SLUG TRANSFER      what that transfer paid for work, fees within
    released SLUG MONTH         all of a month (`2026-11`); `*`: of every marketplace
    billed BILL                 the same for all lines of an operator's bill; `share …`: the operator's part of it;
                                `due …`: that and the plan
    price                       nothing of the books: an amount agreed or asked

After `part ` the amounts of a receipt add up to what the rest of the mark says.

A `*` at the end of a code or key stands for any ending; a code is as callers write it, without its currency.
"""

from collections.abc import Iterable
from datetime import datetime

PRICE = "price"


def balance(codes: Iterable[str]) -> str:
    return " ".join(["balance", *codes])


def moved(key: str, *moves: str) -> str:
    return f"moved {key} {','.join(moves)}"


def since(moment: datetime, *moves: str) -> str:
    return f"since {moment.isoformat()} {','.join(moves)}"


def line(code: str, transfer_id: int, number: int) -> str:
    return f"line {code} {transfer_id}:{number}"


def after(code: str, transfer_id: int, number: int) -> str:
    return f"after {code} {transfer_id}:{number}"


def less(whole: str, taken: str) -> str:
    return f"{whole}; -{taken}"


def together(terms: Iterable[str]) -> str:
    """The terms added up; nothing at all is a balance of no accounts, zero."""
    return "; ".join(terms) or "balance"


def part(mark: str) -> str:
    return f"part {mark}"


def minus(mark: str) -> str:
    """For one term: an amount shown as taken off."""
    return mark if mark == PRICE else f"-{mark}"
