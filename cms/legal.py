"""First drafts of help and legal pages, in the language that is active, filled with what is known of the marketplace.

What only the owner knows stands in bold brackets, which says so to whoever reads the page before it is done.
"""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kernel import locales
from marketplace.members.templatetags import members as words
from tenants import current


def _paragraphs(*parts: tuple[str, str]) -> SafeString:
    return format_html_join("", "<h2>{}</h2><p>{}</p>", parts)


def _counted(*parts: tuple[str, str]) -> SafeString:
    """Paragraphs that name nobody: their numbers stand in the marketplace's digits."""
    return _paragraphs(*((title, locales.spoken(text)) for title, text in parts))


def help_text() -> SafeString:
    return _counted(
        (
            _("How do I hire somebody?"),
            _(
                "Post a job, read the proposals that come in, talk to the people you like and make one of them an "
                "offer. You pay for the first milestone before the work begins; the money is kept for that milestone "
                "until you approve the work."
            ),
        ),
        (
            _("How do I get paid?"),
            _(
                "Deliver a milestone in the workroom. When the client approves it, or does not answer for 14 days, "
                "the amount less the service fee is yours: it shows as pending for 5 days, then you can withdraw it."
            ),
        ),
        (
            _("What if the work is not what was agreed?"),
            _(
                "Ask for changes in the workroom and say what is missing. As long as changes are asked for, nothing "
                "is released by the clock. You can also ask to cancel a milestone and get its money back."
            ),
        ),
        (
            _("What does it cost?"),
            _(
                "The page about fees shows today's fees with an example. A running contract keeps the fees "
                "it began with."
            ),
        ),
        (
            _("When are reviews shown?"),
            _(
                "Both sides have 14 days after the end of a contract. Reviews are shown when both are written, or "
                "when the time is over, so that nobody answers the other's review with her own."
            ),
        ),
    )


def terms_text() -> SafeString:
    payment = _(
        "A client pays for a milestone before the work on it begins. It is released when the client approves "
        "the work, or 14 days after the last delivery if nobody has asked for changes. Fees are shown before "
        "every payment."
    )
    return _paragraphs(
        (
            _("Who we are"),
            format_html(
                "{} {}",
                _("%(name)s (%(host)s) brings clients and freelancers together.") % _facts(),
                _open(_("Name and address of the company that runs it")),
            ),
        ),
        (
            _("The contract is between you"),
            _(
                "A contract for work is made between a client and a freelancer. We are not a party to it; we run the "
                "marketplace, keep the money that is paid in for a milestone, and pay it out as these terms say."
            ),
        ),
        (
            _("Payment"),
            locales.spoken(payment),
        ),
        (
            _("Conduct"),
            _(
                "Be honest about who you are and what you can do. Work that is against the law, spam and harassment "
                "lead to exclusion; money that is owed is still paid out."
            ),
        ),
        (_("Law"), _law()),
    )


def privacy_text() -> SafeString:
    return _paragraphs(
        (
            _("What we keep"),
            _(
                "Your account, your profile, what you write and upload, and the records of payments that the law "
                "makes us keep. Your profile is public only if you choose so."
            ),
        ),
        (
            _("What we use it for"),
            _("To run this marketplace: to show jobs and people, to carry messages, and to move money safely."),
        ),
        (_("Cookies"), _("Only those that keep you signed in and remember your language. Nothing follows you.")),
        (
            _("Your rights"),
            format_html(
                "{} {}",
                _("You can see, correct and export your data, and have it erased as far as the law allows."),
                _open(_("Whom to write to about data")),
            ),
        ),
    )


def imprint_text() -> SafeString:
    where = " · ".join(filter(None, (_facts()["name"], _facts()["host"], _facts()["country"])))
    missing = _open(_("Name, address, e-mail, telephone, registration and tax number"))
    return _paragraphs((_("Responsible for this site"), format_html("{}</p><p>{}", where, missing)))


def _facts() -> dict[str, str]:
    """What is known of this marketplace, in words."""
    facts = current.get()
    return {
        "name": facts.name,
        "host": facts.host,
        "country": words.country(facts.country) if facts.country else "",
    }


def _law() -> SafeString:
    place = _open(_("The place of jurisdiction"))
    if not _facts()["country"]:
        return format_html("{} {}", _open(_("The law that applies")), place)
    return format_html("{} {}", _("The law of this country applies: %(country)s.") % _facts(), place)


def _open(what: str) -> SafeString:
    """A gap that the owner fills; nobody may take it for a finished page."""
    return format_html("<b>[{}]</b>", _("The owner still has to write: %(what)s") % {"what": what})
