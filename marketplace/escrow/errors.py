"""Why money did not move: sentences for the person who asked."""

from kernel.errors import Refused


class UnableToRefund(Refused):
    pass


class UnableToWithdraw(Refused):
    pass
