"""Every address of Guildhall stands here with who may see it; the suite fails for one that does not.

Add a line when you add a page. `make` runs in a marketplace and makes what the address names, through tests/make.py:

    "jobs:job": Case(ANYONE, make=lambda: {"uuid": make.job().uuid}),

Libraries' pages stand in LIBRARIES, a whole namespace a line: they are asked for with the first ids there are.
"""

from cms.models import ContentPage
from tests.isolation import objects
from tests.isolation.case import ANYONE, MEMBER, PARTY, STAFF, Case


def _job(**also):
    return lambda: {"uuid": objects.job().uuid, **also}


def _proposal(**also):
    return lambda: {"uuid": objects.proposal().uuid, **also}


def _one(what: str, argument: str = "uuid", **also):
    """An object of the scene by its name there: `_one("payout", "payout")`."""
    return lambda: {argument: getattr(objects.here(), what).uuid, **also}


def _offer(**also):
    return lambda: {"uuid": objects.offer().uuid, **also}


def _contract(**also):
    return lambda: {"contract": objects.contract().uuid, **also}


def _thread(**also):
    return lambda: {"thread": objects.thread().uuid, **also}


def _milestone():
    found = objects.milestone()
    return {"contract": found.contract.uuid, "milestone": found.uuid}


def _job_file():
    return {"uuid": objects.job().uuid, "kept": objects.here().job_file.uuid}


def _proposal_file():
    return {"uuid": objects.proposal().uuid, "kept": objects.here().proposal_file.uuid}


def _delivered():
    return {"contract": objects.contract().uuid, "file": objects.here().delivered_file.uuid}


def _piece():
    return {"handle": objects.freelancer().handle, "uuid": objects.here().piece.uuid}


def _bill():
    return {"uuid": objects.bill().uuid}


def _first_page():
    return {"page_id": ContentPage.objects.order_by("pk").first().pk}


def _given(**kwargs):
    return lambda: kwargs


CASES: dict[str, Case] = {
    # guildhall, theming, tenants
    "languages:choose": Case(ANYONE),
    "demo:clock": Case(ANYONE),  # the demo's; production has none
    "errors:error": Case(ANYONE, make=_given(kind="404")),  # the same
    "theming:base_css": Case(ANYONE, make=_given(digest="none")),
    "theming:base_js": Case(ANYONE, make=_given(digest="none")),
    "theming:preview_css": Case(ANYONE),
    "theming:brand_css": Case(ANYONE, make=_given(digest="none")),
    "theming:manifest": Case(ANYONE),
    "robots": Case(ANYONE),
    "sitemap": Case(ANYONE),
    "theming:icon": Case(ANYONE),
    "theming:art": Case(ANYONE, make=_given(kind="avatar", seed="x")),
    "tenants:media": Case(ANYONE, make=_given(name="brigademark.svg")),
    "home": Case(ANYONE),
    "translated_home": Case(ANYONE, make=_given(language="de")),
    "translated": Case(ANYONE, make=_given(language="de", path="brigademark/")),
    # members
    "members:talent": Case(ANYONE),
    "members:profile": Case(ANYONE, make=lambda: {"handle": objects.freelancer().handle}),
    "members:piece": Case(ANYONE, make=_piece),
    "members:settings": Case(MEMBER),
    "members:face": Case(MEMBER),
    "members:craft": Case(MEMBER),
    "members:house": Case(MEMBER),
    "members:portfolio": Case(MEMBER),
    "members:piece_removal": Case(PARTY, make=_one("piece")),
    # jobs
    "jobs:list": Case(ANYONE),
    "jobs:new": Case(MEMBER),
    "jobs:mine": Case(MEMBER),
    "jobs:job": Case(ANYONE, make=_job()),
    "jobs:edit": Case(PARTY, make=_job()),
    "jobs:job_move": Case(PARTY, make=_job(verb="pause")),
    "jobs:file": Case(ANYONE, make=_job_file),  # what everybody may read of a job that everybody may see
    "jobs:file_removal": Case(PARTY, make=_job_file),
    "jobs:inbox": Case(PARTY, make=_job()),
    "jobs:comparison": Case(PARTY, make=_job()),
    "jobs:propose": Case(MEMBER, make=_job()),
    "jobs:fee": Case(MEMBER, make=_job()),
    "jobs:proposals": Case(MEMBER),
    "jobs:proposal": Case(PARTY, make=_proposal()),
    "jobs:proposal_move": Case(PARTY, make=_proposal(verb="withdraw")),
    "jobs:decline": Case(PARTY, make=_proposal()),
    "jobs:proposal_file": Case(PARTY, make=_proposal_file),
    "jobs:proposal_file_removal": Case(PARTY, make=_proposal_file),
    "jobs:offer_new": Case(PARTY, make=_proposal()),
    "jobs:offer_cost": Case(PARTY, make=_proposal()),
    "jobs:offers": Case(MEMBER),
    "jobs:offer": Case(PARTY, make=_offer()),
    "jobs:acceptance": Case(PARTY, make=_offer()),
    "jobs:offer_decline": Case(PARTY, make=_offer()),
    "jobs:offer_withdrawal": Case(PARTY, make=_offer()),
    # notices
    "notices:list": Case(MEMBER),
    "notices:count": Case(ANYONE),
    "notices:reading": Case(MEMBER),
    "notices:opening": Case(PARTY, make=lambda: {"pk": objects.here().notice.pk}),
    "notices:preferences": Case(MEMBER),
    # payments
    "payments:sandbox": Case(PARTY, make=_one("collection", "number")),
    "payments:manual": Case(PARTY, make=_one("by_hand", "number")),
    "payments:stripe": Case(PARTY, make=_one("by_stripe", "number")),
    "payments:cancel": Case(PARTY, make=_one("collection", "number", gateway="sandbox")),
    # escrow
    "escrow:earnings": Case(MEMBER),
    "escrow:receipt": Case(PARTY, make=_one("release", "release")),
    "escrow:payouts": Case(MEMBER),
    "escrow:methods": Case(MEMBER),
    "escrow:method_removal": Case(PARTY, make=_one("method", "method")),
    "escrow:cancellation": Case(PARTY, make=_one("payout", "payout")),
    # contracts
    "contracts:contracts": Case(MEMBER),
    "contracts:milestones": Case(PARTY, make=_contract()),
    "contracts:agreement": Case(PARTY, make=_milestone),
    "contracts:removal": Case(PARTY, make=_milestone),
    "contracts:funding": Case(PARTY, make=_milestone),
    "contracts:delivery": Case(PARTY, make=_milestone),
    "contracts:changes": Case(PARTY, make=_milestone),
    "contracts:release": Case(PARTY, make=_milestone),
    "contracts:cancellation": Case(PARTY, make=_milestone),
    "contracts:refund": Case(PARTY, make=_milestone),
    "contracts:end": Case(PARTY, make=_contract()),
    "contracts:pause": Case(PARTY, make=_contract()),
    "contracts:bonus": Case(PARTY, make=_contract()),
    "contracts:receipts": Case(PARTY, make=_contract()),
    "contracts:file": Case(PARTY, make=_delivered),
    # workroom
    "workroom:room": Case(PARTY, make=_contract()),
    "workroom:panels": Case(PARTY, make=_contract()),
    "workroom:inbox": Case(MEMBER),
    "workroom:thread": Case(PARTY, make=_thread()),
    "workroom:messages": Case(PARTY, make=_thread()),
    "workroom:reading": Case(PARTY, make=_thread()),
    "workroom:file": Case(PARTY, make=_one("attachment", "file")),
    "workroom:talk": Case(PARTY, make=lambda: {"proposal": objects.proposal().uuid}),
    # reviews
    "reviews:review": Case(PARTY, make=_one("ended", "contract")),
    "reviews:reply": Case(PARTY, make=_one("review", "review")),
    # accounts
    "accounts:handover": Case(ANYONE, make=_given(token="forged")),
    "accounts:security": Case(MEMBER),
    "accounts:outbox": Case(ANYONE),  # the demo's letterbox; production has none
    "accounts:outbox_letter": Case(ANYONE, make=_given(number=987_654)),
    "accounts:outbox_page": Case(ANYONE, make=_given(number=987_654)),
    "manage/login/": Case(ANYONE),
    "manage/password_reset/": Case(ANYONE),
    "manage/account/": Case(STAFF),
    # launch (the public host)
    "launch_purge_samples": Case(STAFF),  # in the owner's console
    "console_fees": Case(STAFF),
    "console_fee_example": Case(STAFF),
    "console_brand": Case(STAFF),
    "console_voice": Case(STAFF),
    "console_translate": Case(STAFF, make=_first_page),
    "console_brand_preview": Case(STAFF),
    "console_gallery": Case(STAFF),
    "console_gallery_page": Case(STAFF, make=_given(layout="workroom")),
    "stripe_gateway:operator_hook": Case(ANYONE),
    "stripe_gateway:hook": Case(ANYONE, make=_given(token="forged")),
    "stripe_gateway:test_page": Case(ANYONE, make=_given(name="none")),
    "theming:console_css": Case(ANYONE, make=_given(digest="none")),
    "launch:front": Case(ANYONE),
    "launch:pricing": Case(ANYONE),
    "launch:sign_in": Case(ANYONE),
    "launch:mine": Case(ANYONE, make=_given(token="forged")),
    "launch:visit": Case(ANYONE, make=_given(token="forged", slug="brigade")),
    "launch:examples": Case(ANYONE),
    "launch:site_css": Case(ANYONE, make=_given(digest="none")),
    "launch:looks_css": Case(ANYONE, make=_given(digest="none")),
    "launch:example": Case(ANYONE, make=_given(slug="rigging-desk")),
    "launch:example_job": Case(ANYONE, make=_given(slug="rigging-desk")),
    "launch:start": Case(ANYONE),
    "launch:later": Case(ANYONE),
    "launch:anew": Case(ANYONE),
    "launch:resume": Case(ANYONE, make=_given(token="forged")),
    "launch:logo": Case(ANYONE),
    "launch:preview": Case(ANYONE, make=_given(kind="home")),
    "launch:building": Case(ANYONE),
    "launch:progress": Case(ANYONE),
    "launch:enter": Case(ANYONE),
    **{f"launch:{step}": Case(ANYONE) for step in ("idea", "name", "brand", "money", "account")},
    **{f"launch:typed_{step}": Case(ANYONE) for step in ("idea", "name", "brand", "money", "account")},
    # console (the public host)
    "console_standing": Case(STAFF, make=lambda: {"number": objects.offer().freelancer_id}),
    "console_rules": Case(STAFF),
    "console_gateway": Case(STAFF),
    "console_transfers": Case(STAFF),
    "console_refunds": Case(STAFF),
    "console_removal": Case(STAFF, make=lambda: {"number": objects.job().pk}),
    "console_plan": Case(STAFF),  # in the owner's console
    "console:dashboard": Case(STAFF),
    "console:plans": Case(STAFF),
    "console:marketplaces": Case(STAFF),
    "console:new": Case(STAFF),
    "console:gallery": Case(STAFF, make=_given(slug="brigade")),
    "console:gallery_page": Case(STAFF, make=_given(slug="brigade", layout="workroom")),
    **{
        f"console:{name}": Case(STAFF, make=_given(slug="brigade"))
        for name in ("marketplace", "building", "suspension", "restoration", "billing")
    },
    **{f"console:{name}": Case(STAFF, make=_bill) for name in ("bill", "standing", "sending")},
    "gallery:index": Case(ANYONE),
    "gallery:page": Case(ANYONE, make=_given(layout="marketplace")),
}

# name of a library's namespace (the first word before a colon, or of the name) → who may see its pages
LIBRARIES: dict[str, str] = {
    # the lists of the owner's console (cms.console.listings)
    **dict.fromkeys(
        (
            *("member:", "job:", "proposal:", "contract:", "collection:", "payout:"),
            *("feereceipt:", "transfer:", "ledger:", "category:", "skill:"),
        ),
        STAFF,
    ),
    "wagtail": STAFF,
    "account": ANYONE,
    "mfa": MEMBER,
    "usersessions": MEMBER,
    "socialaccount": ANYONE,
}
# Wagtail's own pages that visitors need: signing in to the console, the page tree, documents.
OPEN_IN_LIBRARIES = (
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_password_reset",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
    "wagtail_serve",
    "wagtaildocs_serve",
    "wagtaildocs_authenticate",
    "wagtailcore_",
)
