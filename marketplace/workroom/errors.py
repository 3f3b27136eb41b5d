from kernel.errors import Refused


class UnableToTalk(Refused):
    pass
