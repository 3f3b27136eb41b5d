import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from marketplace.jobs import actions as jobs
from marketplace.jobs.errors import UnableToPost
from marketplace.members import actions, queries, states
from marketplace.members.errors import UnableToRevise
from marketplace.members.models import Member, PortfolioItem
from tests import make
from tests.marketplace.jobs import lives

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contexts")]
AT = make.AT


def test_a_person_becomes_a_member_by_the_first_question_and_once():
    nils = make.user("Nils")
    first = queries.of(nils)
    assert first.handle == "nils"
    assert queries.of(nils).pk == first.pk
    assert Member.objects.count() == 1


def test_two_people_of_one_name_have_two_addresses():
    first = queries.of(make.user("Ana", email="ana@example.com"))
    second = queries.of(make.user("Ana", email="other@example.com"))
    assert first.handle == "ana"
    assert second.handle.startswith("ana-")


def test_only_the_rows_of_the_table_move_a_member():
    nils = make.member("Nils", hires=True)
    by = lives.actors(make.client(), make.freelancer())
    verbs = {
        "suspend": lambda m, actor: actions.suspend(member=m, reason="Spam", actor=actor, at=AT),
        "reinstate": lambda m, actor: actions.reinstate(member=m, actor=actor, at=AT),
    }
    assert set(verbs) == lives.verbs_of(states.LIFE)
    assert lives.wrong(states.LIFE, nils, verbs, by) == []


def test_who_is_suspended_posts_nothing_new():
    clara = make.client()
    Member.objects.filter(pk=clara.pk).update(state=states.SUSPENDED)
    clara.refresh_from_db()
    with pytest.raises(UnableToPost):
        jobs.draft(client=clara, brief=make.Brief(title="Rig"), actor=make.actor(clara), at=AT)


def test_a_freelancer_is_found_by_headline_skill_and_name():
    felix = make.freelancer(skills=("Rigging", "Maya"))
    for text in ("creat", "rigg may", "felix"):
        assert [row.member for row in queries.talent(queries.Wish(text=text))] == [felix], text
    assert list(queries.talent(queries.Wish(text="plumber"))) == []


def test_facets_narrow_and_count():
    make.freelancer("Felix", rate=5000, skills=("Rigging", "Maya"))
    make.freelancer("Freya", rate=9000, skills=("Maya",))
    assert queries.talent(queries.Wish(skills=("rigging",))).count() == 1
    assert queries.talent(queries.Wish(rate_from=6000)).count() == 1
    assert queries.talent(queries.Wish(rate_to=5000)).count() == 1
    assert {row.slug: row.number for row in queries.skills_with_talent(queries.Wish())} == {"maya": 2, "rigging": 1}


def test_the_talent_list_costs_the_same_for_two_and_for_twelve(browser, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost():
        with CaptureQueriesContext(connection) as seen:
            browser.get(reverse("members:talent"))
        return len(seen)

    for number in range(2):
        make.freelancer(f"Person {number}")
    cost()
    two = cost()
    for number in range(2, 12):
        make.freelancer(f"Person {number}")
    assert cost() == two


def test_who_neither_hires_nor_works_is_refused_and_nothing_is_saved():
    nils = queries.of(make.user("Nils"))
    with pytest.raises(UnableToRevise):
        actions.revise(member=nils, face=make.Face(name="New", hires=False, works=False), actor=make.actor(nils), at=AT)
    assert Member.objects.get(pk=nils.pk).name == "Nils"


def test_nobody_changes_another():
    nils, clara = queries.of(make.user("Nils")), make.client()
    with pytest.raises(UnableToRevise):
        actions.revise(
            member=clara, face=make.Face(name="Gone", hires=True, works=False), actor=make.actor(nils), at=AT
        )
    assert Member.objects.get(pk=clara.pk).name == "Clara"


def test_the_first_step_inside_asks_what_one_came_for_and_leads_back(atelier, client_for):
    browser = client_for(atelier, make.user("Nils"))
    answer = browser.get(reverse("jobs:new"))
    assert answer["Location"] == "/settings/profile/?next=%2Fjobs%2Fnew%2F"
    answer = browser.post(reverse("members:face"), {"name": "Nils", "purpose": ["hire"], "next": "/jobs/new/"})
    assert answer["Location"] == "/jobs/new/"
    assert queries.of(make.user("Nils")).is_client


def test_the_way_back_never_leaves_the_marketplace(atelier, client_for):
    browser = client_for(atelier, make.user("Nils"))
    answer = browser.post(
        reverse("members:face"), {"name": "Nils", "purpose": ["hire"], "next": "https://evil.example/"}
    )
    assert answer["Location"].startswith(("/settings/", "/jobs/new/"))


def picture(size=(40, 30)):
    drawn = io.BytesIO()
    Image.new("RGB", size).save(drawn, "PNG")
    return drawn.getvalue()


def test_a_portfolio_takes_pictures_only_and_gives_them_back(atelier, client_for):
    felix = make.freelancer()
    browser = client_for(atelier, felix.user)
    address = reverse("members:portfolio")
    lie = SimpleUploadedFile("a.png", b"%PDF-1.4 no picture")
    answer = browser.post(address, {"title": "Rig", "picture": lie})
    assert answer.status_code == 422 and answer.context["form"].errors["picture"]
    assert PortfolioItem.objects.count() == 0
    answer = browser.post(address, {"title": "Rig", "picture": SimpleUploadedFile("a.png", picture())})
    assert answer.status_code == 302
    piece = PortfolioItem.objects.get()
    assert (piece.mime, piece.width, piece.height) == ("image/webp", 40, 30)
    assert client_for(atelier).get(piece.get_absolute_url()).status_code == 200
    assert (
        client_for(atelier, make.user("Nils")).post(reverse("members:piece_removal", args=[piece.uuid])).status_code
        == 404
    )
    assert browser.post(reverse("members:piece_removal", args=[piece.uuid])).status_code == 302
    assert PortfolioItem.objects.count() == 0


def claiming(width: int, height: int) -> bytes:
    """A picture whose head says how large it is, and which has nothing of the kind in it."""
    small = picture((1, 1))
    head = b"IHDR" + struct.pack(">II", width, height) + small[24:29]
    return small[:12] + head + struct.pack(">I", zlib.crc32(head)) + small[33:]


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_drawn(atelier, client_for):
    browser = client_for(atelier, make.freelancer().user)
    bomb = SimpleUploadedFile("a.png", claiming(10_000, 10_000))
    answer = browser.post(reverse("members:portfolio"), {"title": "Rig", "picture": bomb})
    assert "megapixels" in str(answer.context["form"].errors["picture"])


def swollen() -> bytes:
    """A small picture with a note that unfolds into three megabytes."""
    small, note = picture((1, 1)), b"zTXt" + b"note\0\0" + zlib.compress(b"a" * 3_000_000)
    return small[:33] + struct.pack(">I", len(note) - 4) + note + struct.pack(">I", zlib.crc32(note)) + small[33:]


def turned_with_a_word() -> bytes:
    """A picture that says it lies on its side, and how many bits a colour has in a word instead of a number."""
    told = struct.pack("<HHHI4sHHIII", 2, 0x102, 2, 4, b"two\0", 0x112, 3, 1, 6, 0)
    small, exif = picture((1, 1)), b"eXIf" + b"II*\0\x08\0\0\0" + told
    return small[:33] + struct.pack(">I", len(exif) - 4) + exif + struct.pack(">I", zlib.crc32(exif)) + small[33:]


@pytest.mark.parametrize("made", [swollen, turned_with_a_word])
def test_a_picture_made_to_break_its_reader_is_refused_beside_its_field(atelier, client_for, made):
    browser = client_for(atelier, make.freelancer().user)
    answer = browser.post(
        reverse("members:portfolio"), {"title": "Rig", "picture": SimpleUploadedFile("a.png", made())}
    )
    assert answer.status_code == 422 and answer.context["form"].errors["picture"]
    assert not PortfolioItem.objects.exists()
