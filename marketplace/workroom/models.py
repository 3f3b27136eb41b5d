"""Conversations: one per proposal, going on in the contract that comes of it; messages, files, what was read."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.files.models import PrivateFile


class Thread(models.Model):
    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    proposal = models.OneToOneField(
        "jobs.Proposal",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="thread",
        verbose_name=_("proposal"),
    )
    contract = models.OneToOneField(
        "contracts.Contract",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="thread",
        verbose_name=_("contract"),
    )
    client = models.ForeignKey("members.Member", models.PROTECT, related_name="+", verbose_name=_("client"))
    freelancer = models.ForeignKey("members.Member", models.PROTECT, related_name="+", verbose_name=_("freelancer"))
    title = models.CharField(_("title"), max_length=160)
    opened_at = models.DateTimeField(_("opened"))
    last_at = models.DateTimeField(_("last message"), null=True, blank=True)

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        ordering = [models.F("last_at").desc(nulls_last=True), "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(proposal__isnull=False) | Q(contract__isnull=False), name="thread_about_something"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        if self.contract is not None:
            return reverse("workroom:room", args=[self.contract.uuid])
        return reverse("workroom:thread", args=[self.uuid])


class Message(models.Model):
    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    thread = models.ForeignKey(Thread, models.PROTECT, related_name="messages", verbose_name=_("conversation"))
    author = models.ForeignKey("members.Member", models.PROTECT, related_name="+", verbose_name=_("author"))
    body = models.TextField(_("message"), max_length=10_000, blank=True)
    sent_at = models.DateTimeField(_("sent"))
    # Made by the writer's browser: the same message sent twice (a doubled click, a retry) is one message.
    client_key = models.UUIDField(_("sender's key"), default=uuid4, editable=False)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["id"]
        indexes = [models.Index(fields=["thread", "id"], name="message_in_thread")]
        constraints = [
            models.UniqueConstraint(fields=["thread", "author", "client_key"], name="message_sent_once"),
        ]

    def __str__(self) -> str:
        return self.body[:80]


class Attachment(PrivateFile):
    message = models.ForeignKey(Message, models.CASCADE, related_name="files", verbose_name=_("message"))

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["id"]

    def get_absolute_url(self) -> str:
        return reverse("workroom:file", args=[self.uuid])


class ReadMark(models.Model):
    """How far a member has read in a conversation."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="marks", verbose_name=_("conversation"))
    member = models.ForeignKey("members.Member", models.CASCADE, related_name="+", verbose_name=_("member"))
    last_id = models.BigIntegerField(_("last message read"), default=0)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    class Meta:
        verbose_name = _("read mark")
        verbose_name_plural = _("read marks")
        constraints = [models.UniqueConstraint(fields=["thread", "member"], name="read_mark_once")]

    def __str__(self) -> str:
        return f"{self.thread_id}: {self.member_id} → {self.last_id}"
