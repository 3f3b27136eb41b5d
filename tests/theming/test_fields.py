"""What a field is drawn with, besides what Django says."""

import pytest
from django import forms

from theming import fields


class Hours(forms.Form):
    whole = forms.IntegerField(localize=True)
    typed = forms.CharField()
    chosen = forms.IntegerField(localize=True, widget=forms.HiddenInput)


@pytest.mark.parametrize(("name", "is_asked"), [("whole", True), ("typed", False), ("chosen", False)])
def test_a_whole_number_in_any_digits_is_a_text_field_that_asks_a_phone_for_its_digits(name, is_asked):
    control = str(fields.describe(Hours()[name]).control)
    assert ('inputmode="numeric"' in control) is is_asked
    assert 'type="number"' not in control
