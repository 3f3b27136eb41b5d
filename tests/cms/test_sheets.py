"""The console's lists as spreadsheets: every row says what the list shows."""

import csv
import io

import pytest
from openpyxl import load_workbook

from billing.ledger.models import Transfer
from tests import make
from tests.marketplace import stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opening")]


def rows_of(answer) -> list[dict[str, str]]:
    assert answer.status_code == 200 and answer["Content-Type"] == "text/csv"
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))


def _paid():
    work = stage.OPENINGS["plain_work"]()
    work.fund()
    work.deliver()
    work.approve()
    return work


OPENINGS = {"paid": _paid}


@pytest.fixture
def paid(opened):
    return opened


def test_members_are_taken_along_as_the_list_shows_them(staff):
    make.freelancer("Felix")
    (felix,) = rows_of(staff("owner").get("/manage/member/?export=csv"))
    assert felix["Name"] == "Felix" and felix["Works"] == "Yes" and felix["State"] == "Active", felix


def test_what_a_member_typed_is_no_formula(staff):
    make.freelancer("Felix")
    from marketplace.members.models import Member

    Member.objects.update(headline='=HYPERLINK("http://evil.example")')
    (felix,) = rows_of(staff("owner").get("/manage/member/?export=csv"))
    assert felix["Headline"].startswith("'=")


@pytest.mark.parametrize(
    ("address", "seen"),
    [
        ("/manage/collection/", {"Amount": "$630.00"}),
        ("/manage/feereceipt/", {"Payment": "$600.00", "Fee": "$110.00", "Net": "$490.00"}),
        ("/manage/contract/", {}),
        ("/manage/job/", {}),
        ("/manage/proposal/", {}),
    ],
)
def test_money_and_work_are_taken_along(paid, staff, address, seen):
    (row,) = rows_of(staff("owner").get(f"{address}?export=csv"))
    assert {name: row[name] for name in seen} == seen and sum(map(bool, row.values())) >= 4, row


def test_every_transfer_and_every_account_is_there_beyond_the_first_page(paid, staff):
    transfers = rows_of(staff("owner").get("/manage/transfer/?export=csv"))
    assert len(transfers) == Transfer.objects.count() and all(row["Work"] for row in transfers)
    accounts = rows_of(staff("owner").get("/manage/ledger/?export=csv"))
    assert {"$490.00", "$110.00"} <= {row["Balance"] for row in accounts}


def test_a_workbook_says_the_same(paid, staff):
    answer = staff("finance").get("/manage/feereceipt/?export=xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    heads, row = list(sheet.iter_rows(values_only=True))
    assert dict(zip(heads, row, strict=True))["Net"] == "$490.00"


def test_the_list_offers_it_and_those_who_may_not_read_it_get_nothing(paid, staff):
    assert "export=csv" in staff("finance").get("/manage/feereceipt/").content.decode()
    assert staff("editor").get("/manage/feereceipt/?export=csv").status_code == 302
