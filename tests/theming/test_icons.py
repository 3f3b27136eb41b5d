"""The icons of every page: what the package would draw, from an archive that is read once."""

import lucide
import pytest

from theming import icons
from theming.templatetags import theming


def test_an_icon_is_what_the_package_draws():
    for name in ("star", "bell", "chevron-down", "paperclip", "circle-check", "shopping-bag"):
        assert icons.draw(name, {"class": "icon", "aria-hidden": "true"}) == lucide._render_icon(
            name, None, **{"class": "icon", "aria-hidden": "true"}
        )


def test_what_is_said_of_an_icon_is_escaped():
    assert 'aria-label="&lt;b&gt; &amp; &quot;c&quot;"' in theming.icon("star", label='<b> & "c"')


def test_an_icon_that_nobody_drew_is_refused():
    with pytest.raises(icons.IconDoesNotExist, match="badger-on-a-bicycle"):
        icons.draw("badger-on-a-bicycle", {})


def test_many_icons_open_the_archive_once():
    opened = icons._archive()
    for name in ("star", "bell", "paperclip"):
        icons.draw(name, {})
    assert icons._archive() is opened
