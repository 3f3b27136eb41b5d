"""Why fees say no."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from kernel.errors import Refused


class NoTerms(Refused):
    message = _("This marketplace has not published its fees in this currency yet.")


class UnfitTerms(Refused):
    """`sentences`: everything that is wrong, one translated sentence each."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = list(sentences)
        super().__init__(self.sentences[0])


class UnableToRefund(Refused):
    message = _("This fee cannot be returned.")
