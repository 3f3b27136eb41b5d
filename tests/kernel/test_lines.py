"""Words on one line."""

from kernel import lines


def test_breaks_and_runs_of_spaces_become_one_space():
    assert lines.one_line("\n  Bonjour,\r\n\t Clara\u2028ici \x85 là\n") == "Bonjour, Clara ici là"


def test_an_amount_and_a_quotation_hold_together():
    assert (
        lines.one_line(" «\u00a0Essai\u00a0»\u00a0: 1\u202f620,000\u00a0DT\n")
        == "«\u00a0Essai\u00a0»\u00a0: 1\u202f620,000\u00a0DT"
    )
