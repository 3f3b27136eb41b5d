"""A filter that offers no choice is not shown."""

from django.template import engines

ONE = "<c-facet title='Field' name='field' :options=\"options\" multiple='{}' />"
PLENTY = [{"value": "a", "label": "A", "count": 1}, {"value": "b", "label": "B", "count": 2}]


def _drawn(text: str, options: list[dict[str, object]]) -> str:
    from django_cotton.compiler_regex import CottonCompiler

    return engines["django"].from_string(CottonCompiler().process(text)).render({"options": options})


def test_a_choice_of_one_or_of_nothing_is_left_out():
    for options in ([], PLENTY[:1]):
        assert "Field" not in _drawn(ONE.format("no"), options)
    assert "Field" in _drawn(ONE.format("no"), PLENTY)


def test_a_single_box_to_tick_is_a_choice():
    assert "Field" not in _drawn(ONE.format("yes"), [])
    assert "Field" in _drawn(ONE.format("yes"), PLENTY[:1])


def test_a_filter_with_fields_of_its_own_stays():
    assert "Field" in _drawn("<c-facet title='Field' name='rate'><input name='least'></c-facet>", [])
