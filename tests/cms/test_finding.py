"""What a marketplace tells search engines, phones and those who share its links: its own name, and its own pages."""

import json
import re
from datetime import UTC, datetime

import pytest
from PIL import Image

from marketplace.jobs import actions as jobs
from marketplace.jobs.pitch import Brief
from tenants.models import Tenant
from tenants.scope import public_scope
from tests import make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)


def _text(client_for, tenant, path):
    answer = client_for(tenant).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def _state(tenant, state):
    with public_scope():
        Tenant.objects.filter(pk=tenant.pk).update(state=state)


def test_search_engines_may_read_what_everybody_may(client_for, atelier):
    text = _text(client_for, atelier, "/robots.txt")
    assert "Disallow: /manage/\n" in text and "Disallow: /\n" not in text
    assert f"Sitemap: http://{atelier.host}/sitemap.xml" in text


@pytest.mark.parametrize("state", ["trialing"])
def test_a_marketplace_that_is_not_live_is_listed_nowhere(client_for, atelier, state):
    _state(atelier, state)
    assert "Disallow: /\n" in _text(client_for, atelier, "/robots.txt")
    assert "<url>" not in _text(client_for, atelier, "/sitemap.xml")


def test_in_a_demo_where_all_money_is_play_money_pages_are_found(client_for, atelier, settings):
    _state(atelier, "trialing")
    settings.ENVIRONMENT = "demo"
    assert "Disallow: /\n" not in _text(client_for, atelier, "/robots.txt")


def test_the_sitemap_lists_pages_jobs_and_people_that_anybody_may_open(client_for, atelier):
    job, felix = make.job(), make.freelancer("Felix")
    client = make.client("Ines")
    draft = jobs.draft(client=client, brief=Brief(title="Not yet"), actor=make.actor(client), at=AT)
    text = _text(client_for, atelier, "/sitemap.xml")
    assert f"<loc>http://{atelier.host}{job.get_absolute_url()}</loc>" in text
    assert f"<loc>http://{atelier.host}{felix.get_absolute_url()}</loc>" in text
    assert f"<loc>http://{atelier.host}/help/</loc><lastmod>" in text
    assert draft.get_absolute_url() not in text
    jobs.close(job=job, actor=make.actor(job.client), at=AT)
    assert job.get_absolute_url() not in _text(client_for, atelier, "/sitemap.xml")


def _data(page):
    return [json.loads(one) for one in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)]


def test_pages_carry_their_structured_data(client_for, atelier):
    job, felix = make.job(), make.freelancer("Felix")
    kinds = {
        path: [one["@type"] for one in _data(_text(client_for, atelier, path))]
        for path in ("/", job.get_absolute_url(), felix.get_absolute_url())
    }
    assert list(kinds.values()) == [
        ["Organization"],
        ["JobPosting", "BreadcrumbList"],
        ["ProfilePage", "BreadcrumbList"],
    ]
    assert _data(_text(client_for, atelier, "/"))[0]["name"] == "Atelier"


def test_the_manifest_names_the_marketplace_in_the_language_read(client_for, brigade):
    told = json.loads(_text(client_for, brigade, "/theme/manifest.webmanifest"))
    assert (told["name"], told["lang"], told["dir"]) == ("Brigade", "de", "ltr")
    assert told["icons"][0]["src"] == "/theme/icon.svg"
    assert '<link rel="manifest" href="/theme/manifest.webmanifest">' in _text(client_for, brigade, "/jobs/")


def test_a_picture_for_shared_links_is_the_owners(client_for, atelier, olga):
    import io

    from django.core.files.uploadedfile import SimpleUploadedFile

    from theming import brand, tokens

    type(olga).objects.filter(pk=olga.pk).update(is_superuser=True, is_staff=True)
    drawn = io.BytesIO()
    Image.new("RGB", (2400, 1260), "#0b6e4f").save(drawn, "PNG")
    sent = tokens.DEFAULTS | {"save": "1", "share_image": SimpleUploadedFile("share.png", drawn.getvalue())}
    assert client_for(atelier, olga).post("/manage/brand/", sent).status_code == 302
    brand.forget()
    found = re.search(r'<meta property="og:image" content="([^"]+)">', _text(client_for, atelier, "/jobs/"))
    assert found and found[1].startswith(f"http://{atelier.host}/media/")
    shown = client_for(atelier).get(found[1].removeprefix(f"http://{atelier.host}"))
    assert Image.open(io.BytesIO(b"".join(shown.streaming_content))).size == (1200, 630)
    brand.forget()
