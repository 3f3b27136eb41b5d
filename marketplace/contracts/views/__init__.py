from marketplace.contracts.views.contract import (
    bonus,
    contract_file,
    contracts,
    end,
    pause,
    receipts,
)
from marketplace.contracts.views.milestone import (
    agreement,
    cancellation,
    changes,
    delivery,
    funding,
    milestones,
    refund,
    release,
    removal,
)

__all__ = [
    "agreement",
    "bonus",
    "cancellation",
    "changes",
    "contract_file",
    "contracts",
    "delivery",
    "end",
    "funding",
    "milestones",
    "pause",
    "receipts",
    "refund",
    "release",
    "removal",
]
