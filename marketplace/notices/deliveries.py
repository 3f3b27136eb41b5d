"""From a notice to its e-mail, once."""

from datetime import datetime

from django.db import transaction
from django.utils import translation

from marketplace.notices import mail, queries
from marketplace.notices.models import Notice
from tenants import current


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
