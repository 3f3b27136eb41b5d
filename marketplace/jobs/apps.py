from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "marketplace.jobs"
    label = "jobs"
    verbose_name = _("Jobs")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from marketplace.jobs import clockwork, places, states, telling
        from marketplace.members import states as member_states
        from marketplace.notices import registry

        assert clockwork
        places.hang()
        for life, audience, words, label in (
            (states.JOB, telling.of_job, telling.JOB_WORDS, _("Jobs")),
            (states.PROPOSAL, telling.of_proposal, telling.PROPOSAL_WORDS, _("Proposals")),
            (states.OFFER, telling.of_offer, telling.OFFER_WORDS, _("Offers")),
            (member_states.LIFE, telling.of_member, telling.MEMBER_WORDS, _("Membership")),
        ):
            registry.register(life, audience=audience, words=words, label=label)
        registry.remember("offer.accept:client", telling.ACCEPTED)
