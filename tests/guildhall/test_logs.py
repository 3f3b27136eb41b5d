"""What a line of the log says, and what it never does."""

import logging
import sys

import pytest

from guildhall import logs


@pytest.mark.parametrize("readable", [True, False])
def test_a_traceback_says_where_and_not_with_which_values(readable):
    told = logs.configuration(readable=readable, level="INFO")["formatters"]["lines"]
    formatter = told.pop("()")(**told)
    card = "4242 4242 4242 4242"
    try:
        raise LookupError(f"no such card, {len(card)} digits")
    except LookupError:
        record = logging.LogRecord("pay", logging.ERROR, __file__, 1, "It failed", (), sys.exc_info())
    line = formatter.format(record)
    assert "It failed" in line
    assert "LookupError" in line
    assert "no such card, 19 digits" in line
    assert card not in line
