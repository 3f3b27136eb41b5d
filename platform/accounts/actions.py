"""What a person may do with her own account."""

from datetime import datetime

from accounts.models import User
from kernel.actors import Actor


def choose_language(*, user: User, language: str, actor: Actor, at: datetime) -> None:
    """From now on she reads pages and mails in `language` (a code that the marketplace speaks)."""
    User.objects.filter(pk=user.pk).update(language=language)
    user.language = language
