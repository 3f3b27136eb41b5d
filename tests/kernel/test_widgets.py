"""A long list's select is Django's, drawn in one go."""

import pytest
from bs4 import BeautifulSoup
from django import forms

from kernel.widgets import LongSelect

CHOICES = [("", "Please choose"), ("KW", "Kuwait"), ("X&Y", "<b>Bold & co</b>"), (7, "Seven")]


def told(widget: type[forms.Select], value: object) -> list[tuple[str, bool, str]]:
    drawn = widget({"data-own-zone": ""}, CHOICES).render("place", value, {"id": "id_place", "required": True})
    select = BeautifulSoup(drawn, "html.parser").select_one("select")
    options = [(one["value"], one.has_attr("selected"), one.text) for one in select.find_all("option")]
    return [(name, True, value) for name, value in sorted(select.attrs.items())] + options


@pytest.mark.parametrize("value", [None, "", "KW", "X&Y", 7, "7", "nothing of these", "<script>"])
def test_a_long_list_says_what_djangos_select_says(value):
    assert told(LongSelect, value) == told(forms.Select, value)
