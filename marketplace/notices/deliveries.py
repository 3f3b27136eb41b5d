"""From a notice to its e-mail, once."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation

from marketplace.notices import mail, queries
from marketplace.notices.models import Notice
from tenants import current

FORGOTTEN = timedelta(minutes=5)  # a letter is on its way within seconds
GIVEN_UP = timedelta(days=1)


def forgotten(at: datetime, limit: int = 200) -> list[int]:
    """The notices whose e-mail should long have left: its message was lost, or the post was away for a while."""
    owed = Notice.objects.filter(
        is_mailed=True,
        mailed_at=None,
        created_at__range=(at - GIVEN_UP, at - FORGOTTEN),
        member__is_sample=False,
        member__user__is_active=True,
    )
    return list(owed.order_by("created_at").values_list("pk", flat=True)[:limit])


def mail_notice(notice_id: int, *, at: datetime) -> bool:
    """Send the e-mail of a notice; a second call sends nothing. False when there was nothing to send.

    The row stays locked while the mail is handed over, so two workers cannot both send it."""
    with transaction.atomic():
        waiting = Notice.objects.select_for_update(skip_locked=True, of=("self",)).select_related("member__user")
        notice = waiting.filter(pk=notice_id, is_mailed=True, mailed_at=None).first()
        if notice is None or notice.member.is_sample or not notice.member.user.is_active:
            return False
        language = notice.member.language or current.get().language
        with translation.override(language):
            spoken = queries.spoken(notice)
        mail.send(
            template="notices/mail/notice",
            to=notice.member.user.email,
            language=language,
            context={
                "title": spoken.title,
                "body": spoken.body,
                "action": spoken.action,
                "address": current.get().base_url + notice.url,
                "settings_address": f"{current.get().base_url}/settings/notices/",
                "member": notice.member,
            },
        )
        notice.mailed_at = at
        notice.save(update_fields=["mailed_at"])
    return True
