"""What somebody has told the wizard so far. Public schema: there is no marketplace yet."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from launch import states


class SignupDraft(models.Model):
    """One sign-up. Found only by the browser that began it, or by a signed link in a mail.

    The columns hold what was accepted; `typed` holds per step what stands in the fields right now, so that nothing
    typed is lost between devices, not even what cannot be accepted. The password is kept only as its hash.
    """

    history_name = "sign_up"

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    state = models.CharField(_("state"), max_length=24, default=states.OPEN)
    done = models.JSONField(_("finished steps"), default=list, blank=True)
    typed = models.JSONField(_("typed"), default=dict, blank=True)
    niche = models.CharField(_("niche"), max_length=40, blank=True)
    trade = models.CharField(_("trade in their own words"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=12, default="en")
    name = models.CharField(_("name"), max_length=80, blank=True)
    slug = models.CharField(_("address"), max_length=40, blank=True)
    theme = models.CharField(_("look"), max_length=24, blank=True)
    look = models.JSONField(_("own choices of the look"), default=dict, blank=True)
    logo = models.BinaryField(_("logo"), null=True, blank=True)
    logo_type = models.CharField(_("type of the logo"), max_length=40, blank=True)
    palette = models.JSONField(_("colours of the logo"), default=list, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    country = models.CharField(_("country"), max_length=2, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    fee = models.CharField(_("service fee"), max_length=24, default="per_client_20")
    flat_bps = models.PositiveIntegerField(_("flat rate"), default=1000)
    client_bps = models.PositiveIntegerField(_("client fee"), default=0)
    fixed = models.BooleanField(_("fixed-price work"), default=True)
    hourly = models.BooleanField(_("hourly work"), default=True)
    owner_name = models.CharField(_("your name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    password = models.CharField(_("password"), max_length=256, blank=True)
    tenant = models.ForeignKey(
        "tenants.Tenant", verbose_name=_("marketplace"), on_delete=models.SET_NULL, null=True, blank=True
    )
    begun_at = models.DateTimeField(_("begun"))
    touched_at = models.DateTimeField(_("last touched"), db_index=True)

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=states.SIGN_UP.states), name="sign_up_state_known"),
            models.CheckConstraint(condition=models.Q(flat_bps__lte=5000), name="sign_up_flat_rate"),
            models.CheckConstraint(condition=models.Q(client_bps__lte=2000), name="sign_up_client_fee"),
            models.CheckConstraint(
                condition=models.Q(fixed=True) | models.Q(hourly=True), name="sign_up_some_kind_of_work"
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.uuid)
