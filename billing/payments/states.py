"""What can happen to money on its way in and out (money paper §5)."""

from kernel.moves import BIRTH, CLIENT, CLOCK, FINANCE, FREELANCER, GATEWAY, SILENT, Life, days, move

OPEN, CHALLENGED, PROCESSING, CONFIRMED, FAILED = "open", "challenged", "processing", "confirmed", "failed"

# A payment by a client. It may still arrive after it was given up: money that came in is never ignored.
COLLECTION = Life(
    "payment",
    OPEN,
    (
        move("request", CLIENT, BIRTH, to=OPEN, tells=SILENT),
        move("decline", GATEWAY, (OPEN, CHALLENGED), to=OPEN, tells=SILENT),
        move("challenge", GATEWAY, OPEN, to=CHALLENGED, tells=SILENT),
        move("process", GATEWAY, (OPEN, CHALLENGED), to=PROCESSING, tells=SILENT),
        move("confirm", GATEWAY, (OPEN, CHALLENGED, PROCESSING, FAILED), to=CONFIRMED, tells=(CLIENT,)),
        move("confirm", FINANCE, (OPEN, FAILED), to=CONFIRMED, tells=(CLIENT,)),
        move("fail", GATEWAY, (OPEN, CHALLENGED, PROCESSING), to=FAILED, tells=(CLIENT,)),
        move("fail", CLOCK, (OPEN, CHALLENGED), to=FAILED, after=lambda c, since: c.expires_at, tells=(CLIENT,)),
        move("fail", CLIENT, (OPEN, CHALLENGED), to=FAILED, tells=SILENT),
    ),
)

REQUESTED, QUEUED, SENT, PAID, CANCELLED, RETURNED = "requested", "queued", "sent", "paid", "cancelled", "returned"

PAYOUT = Life(
    "payout",
    REQUESTED,
    (
        move("request", FREELANCER, BIRTH, to=REQUESTED, tells=SILENT),
        move("cancel", FREELANCER, REQUESTED, to=CANCELLED, tells=SILENT),
        move("queue", CLOCK, REQUESTED, to=QUEUED, after=days(0), tells=SILENT),
        move("send", GATEWAY, QUEUED, to=SENT, tells=(FREELANCER,)),
        move("send", FINANCE, QUEUED, to=SENT, tells=(FREELANCER,)),
        move("pay", GATEWAY, SENT, to=PAID, tells=(FREELANCER,)),
        move("pay", FINANCE, SENT, to=PAID, tells=(FREELANCER,)),
        move("fail", GATEWAY, (QUEUED, SENT), to=FAILED, tells=(FREELANCER, FINANCE)),
        move("fail", FINANCE, (QUEUED, SENT), to=FAILED, tells=(FREELANCER,)),
        move("return", GATEWAY, PAID, to=RETURNED, tells=(FREELANCER, FINANCE)),
        move("return", FINANCE, PAID, to=RETURNED, tells=(FREELANCER,)),
    ),
)

SUBMITTED, SUCCEEDED, RETRIED, CREDITED = "submitted", "succeeded", "retried", "credited"

REFUND = Life(
    "refund",
    REQUESTED,
    (
        move("request", CLIENT, BIRTH, to=REQUESTED, tells=SILENT),
        move("submit", GATEWAY, (REQUESTED, RETRIED), to=SUBMITTED, tells=SILENT),
        move("succeed", GATEWAY, (REQUESTED, RETRIED, SUBMITTED), to=SUCCEEDED, tells=(CLIENT,)),
        move("succeed", FINANCE, (REQUESTED, RETRIED, SUBMITTED), to=SUCCEEDED, tells=(CLIENT,)),
        move("fail", GATEWAY, (REQUESTED, RETRIED, SUBMITTED), to=FAILED, tells=(FINANCE,)),
        move("retry", FINANCE, FAILED, to=RETRIED, tells=SILENT),
        move("credit", FINANCE, FAILED, to=CREDITED, tells=(CLIENT,)),
    ),
)

NEEDS_RESPONSE, UNDER_REVIEW, WON, LOST = "needs_response", "under_review", "won", "lost"

CHARGEBACK = Life(
    "chargeback",
    NEEDS_RESPONSE,
    (
        move("open", GATEWAY, BIRTH, to=NEEDS_RESPONSE, tells=(FINANCE,)),
        move("respond", GATEWAY, NEEDS_RESPONSE, to=UNDER_REVIEW, tells=SILENT),
        move("win", GATEWAY, (NEEDS_RESPONSE, UNDER_REVIEW), to=WON, tells=(FINANCE,)),
        move("lose", GATEWAY, (NEEDS_RESPONSE, UNDER_REVIEW), to=LOST, tells=(FINANCE,)),
    ),
)
