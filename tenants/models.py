"""Which marketplaces there are, under which hosts, and how far each is built. Public schema only."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants import hosts, states

PUBLIC = "public"


def new_schema_name() -> str:
    """An opaque name that never changes and says nothing about the marketplace."""
    return "t_" + secrets.token_hex(8)


class Tenant(models.Model):
    """One marketplace. Not django-tenants' TenantMixin: its `with tenant:` keeps a stack shared by all threads."""

    id = models.BigAutoField(primary_key=True)
    schema_name = models.CharField(max_length=63, unique=True, default=new_schema_name, editable=False)
    slug = models.SlugField(_("address"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    niche = models.CharField(_("niche"), max_length=40, blank=True)
    state = models.CharField(_("state"), max_length=24, default=states.REQUESTED)
    host = models.CharField(_("main host"), max_length=253, unique=True, null=True, blank=True)
    owner_email = models.EmailField(_("owner's e-mail"), blank=True)
    owner_name = models.CharField(_("owner's name"), max_length=120, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    language = models.CharField(_("language"), max_length=12, default="en")
    languages = models.JSONField(_("languages"), default=list, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    country = models.CharField(_("country"), max_length=2, blank=True)
    week_start = models.PositiveSmallIntegerField(_("week starts on"), default=1)
    plan = models.CharField(_("plan"), max_length=40, blank=True)
    cluster = models.CharField(max_length=40, default="main")
    template_version = models.CharField(max_length=64, blank=True)
    # What the wizard asked and the steps of building use. Never part of the facts that pages may show.
    answers = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(_("created"))
    last_error = models.TextField(blank=True)
    # Why the operator shut it; while it stands here no payment opens it again.
    held = models.CharField(_("shut by the operator because"), max_length=300, blank=True)
    next_due_at = models.DateTimeField(null=True, blank=True, db_index=True)

    auto_create_schema = False
    auto_drop_schema = False
    domain_url = None

    class Meta:
        verbose_name = _("marketplace")
        verbose_name_plural = _("marketplaces")
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=states.ALL), name="tenant_state_known"),
            models.CheckConstraint(condition=models.Q(week_start__range=(1, 7)), name="tenant_week_start"),
        ]

    def __str__(self) -> str:
        return self.name


class Domain(models.Model):
    """A host that leads to a marketplace, always stored normalised; `Tenant.host` names the main one."""

    id = models.BigAutoField(primary_key=True)
    domain = models.CharField(_("host"), max_length=253, unique=True)
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="domains")
    is_primary = models.BooleanField(_("main host"), default=True)

    class Meta:
        verbose_name = _("domain")
        verbose_name_plural = _("domains")
        constraints = [
            models.UniqueConstraint(fields=["tenant"], condition=models.Q(is_primary=True), name="domain_one_primary"),
            models.CheckConstraint(condition=~models.Q(domain__startswith="www."), name="domain_without_www"),
        ]

    def __str__(self) -> str:
        return self.domain

    def save(self, *args: object, **kwargs: object) -> None:
        self.domain = hosts.normalise(self.domain)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Template(models.Model):
    """A tenant schema as SQL with a sentinel for its name, written once per release."""

    id = models.BigAutoField(primary_key=True)
    version = models.CharField(max_length=64, unique=True)
    sql = models.TextField(blank=True)
    schema_name = models.CharField(max_length=63)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("template")
        verbose_name_plural = _("templates")

    def __str__(self) -> str:
        return self.version


class PooledSchema(models.Model):
    """A schema played from the template that waits for its marketplace; launching claims it and deletes this row."""

    id = models.BigAutoField(primary_key=True)
    schema_name = models.CharField(max_length=63, unique=True, default=new_schema_name)
    template_version = models.CharField(max_length=64, db_index=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("ready schema")
        verbose_name_plural = _("ready schemas")

    def __str__(self) -> str:
        return self.schema_name


class Step(models.Model):
    """One step of building a marketplace. A step's work and the mark that it is done commit together."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="steps")
    name = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=24, default=states.STEP_WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("step of building")
        verbose_name_plural = _("steps of building")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "name"], name="step_once"),
            models.CheckConstraint(condition=models.Q(state__in=states.STEP_STATES), name="step_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.tenant_id}: {self.name}"
