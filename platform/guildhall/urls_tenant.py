"""Pages of one marketplace."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as console
from wagtail.documents import urls as documents

from accounts import views as accounts
from cms.console import account

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("guildhall.languages")),
    path("", include("guildhall.demo.moving")),
    path("", include("guildhall.demo.breaking")),
    path("accounts/", include("accounts.urls_library")),
    path("", include("accounts.urls")),
    path("", include("theming.urls")),
    path("", include("tenants.urls")),
    path("", include("billing.payments.urls")),
    path("", include("marketplace.members.urls")),
    path("", include("marketplace.jobs.urls")),
    path("", include("marketplace.notices.urls")),
    path("", include("marketplace.escrow.urls")),
    path("", include("marketplace.contracts.urls")),
    path("", include("marketplace.workroom.urls")),
    path("", include("marketplace.reviews.urls")),
    path("", include("billing.stripe_gateway.urls")),
    # New apps go above this line.
    path("manage/login/", accounts.console_sign_in),
    path("manage/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("manage/account/", account.page),
    path("manage/", include(console)),
    path("documents/", include(documents)),
    # Last: whatever nobody above answers is a page of the owner's, or 404.
    path("", include("cms.urls")),
]

handler400 = "theming.errors.bad_request"
handler403 = "theming.errors.not_allowed"
handler404 = "theming.errors.not_found"
handler500 = "theming.errors.broken"
