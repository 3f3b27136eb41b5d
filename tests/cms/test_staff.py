"""The owner gives roles, and nothing else: nobody's password, address or rank is hers to set."""

import pytest
from django.contrib.auth.models import Group

from accounts.models import User
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contexts")]


@pytest.fixture
def felix(atelier):
    return make.freelancer("Felix").user


def page(person) -> str:
    return f"/manage/users/edit/{person.pk}/"


def test_the_owner_sets_no_members_password_address_or_rank(staff, felix):
    secret, address = felix.password, felix.email
    typed = {"email": "mine@example.com", "name": "Olga", "first_name": "O", "last_name": "O", "is_superuser": "on",
             "is_staff": "on", "password1": "taken-by-olga", "password2": "taken-by-olga", "groups": []}  # fmt: skip
    assert staff("owner").post(page(felix), typed).status_code == 302
    felix.refresh_from_db()
    assert (felix.password, felix.email, felix.name) == (secret, address, "Felix")
    assert (felix.is_superuser, felix.is_staff, felix.is_active) == (False, False, True)


def test_the_page_offers_the_four_roles_alone(staff, felix):
    shown = staff("owner").get(page(felix)).context["form"]
    assert [str(label) for _value, label in shown["groups"].field.choices] == [
        "owner",
        "moderator",
        "finance",
        "editor",
    ]
    assert 'type="password"' not in str(shown)


def test_an_owner_makes_nobody_more_than_a_role_and_does_not_lock_herself_out(staff, felix):
    owner = staff("owner")
    olga = User.objects.get(groups__name="owner")
    owner.post(page(olga), {"groups": [], "is_superuser": "on"})
    owner.post("/manage/users/new/", {"email": "new@example.com", "name": "New", "password1": make.PASSWORD,
                                      "password2": make.PASSWORD, "is_superuser": "on", "groups": []})  # fmt: skip
    assert [group.name for group in olga.groups.all()] == ["owner"]
    assert User.objects.filter(email="new@example.com", is_superuser=False).exists()
    assert not User.objects.filter(is_superuser=True).exists()


@pytest.mark.parametrize("action", ["assign_role", "delete"])
def test_nothing_is_done_to_people_in_bulk(staff, felix, action):
    owner, role = staff("owner"), Group.objects.get(name="owner")
    typed = {"id": felix.pk, "mark_as_active": "", "role": role.pk}
    owner.post(f"/manage/bulk/accounts/user/{action}/?id={felix.pk}", typed)
    felix.refresh_from_db()
    assert felix.is_active and not felix.groups.exists()


@pytest.mark.parametrize("role", ["moderator", "finance", "editor"])
def test_staff_give_no_roles(staff, felix, role):
    browser = staff(role)
    browser.post(page(felix), {"groups": [Group.objects.get(name="owner").pk]})
    browser.post(page(User.objects.get(groups__name=role)), {"groups": [Group.objects.get(name="owner").pk]})
    assert not User.objects.filter(groups__name="owner").exists()


def test_staff_change_address_and_password_where_everybody_does(staff):
    browser = staff("editor")
    shown = browser.get("/manage/account/").content.decode()
    assert 'type="password"' not in shown and "name_email-email" not in shown


def test_a_member_suspended_by_a_double_click_stays_suspended(staff, felix):
    moderator, where = staff("moderator"), f"/manage/member/{felix.member.pk}/standing/"
    assert 'name="verb" value="suspend"' in moderator.get(where).content.decode()
    for expected in (302, 422):
        assert (
            moderator.post(where, {"reason": "Asks to be paid elsewhere.", "verb": "suspend"}).status_code == expected
        )
    felix.member.refresh_from_db()
    assert felix.member.state == "suspended"
    assert 'name="verb" value="reinstate"' in moderator.get(where).content.decode()
    for expected in (302, 422):
        assert moderator.post(where, {"verb": "reinstate"}).status_code == expected
    felix.member.refresh_from_db()
    assert felix.member.state == "active"
