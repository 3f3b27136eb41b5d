"""Why something did not happen on a contract: whole sentences, safe to show beside the form."""

from kernel.errors import Refused


class UnableToHire(Refused):
    pass


class UnableToPlan(Refused):
    pass


class UnableToFund(Refused):
    pass


class UnableToDeliver(Refused):
    pass


class UnableToAskChanges(Refused):
    pass


class UnableToRelease(Refused):
    pass


class UnableToCancel(Refused):
    pass


class UnableToRefund(Refused):
    pass


class UnableToEnd(Refused):
    pass


class UnableToGiveBonus(Refused):
    pass
