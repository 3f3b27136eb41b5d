from kernel.errors import Refused


class UnableToReview(Refused):
    pass


class UnableToReply(Refused):
    pass
