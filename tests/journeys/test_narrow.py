"""Words that must not be broken stay inside their box at 360 pixels, in whatever language they are long."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
THEME = ROOT / "theming" / "static" / "theming" / "css"
STYLES = (ROOT / "platform/console/static/console/console.css", THEME / "figures.css", THEME / "home.css")
RESET = """@layer reset, components; @layer reset {
:root { --s2: 8px; --s3: 12px; --s4: 16px; --s5: 20px; --h3: 22px; --small: 14px; --raw-heading-scale: 1; }
* { box-sizing: border-box; min-inline-size: 0; margin: 0; padding: 0; }
body { margin: 16px; font: 16px sans-serif; } }"""
CATEGORY = """<ul class="niches niches-chips"><li><a class="niche">
<span class="niche-icon"><svg class="icon"></svg></span>
<span class="niche-name">التعليم الإلكتروني والشركات والمؤسسات</span>
<span class="niche-number inside">مشروع مفتوح واحد</span></a></li></ul>"""
SUM = """<div class="stats"><div class="stat"><div class="stat-value"><span class="console-amount">
<span class="money inside">KWD 1,209,770.000</span></span></div></div><div class="stat"></div></div>"""
STICKS_OUT = """() => { const words = document.createRange(), one = document.querySelector(".inside");
words.selectNodeContents(one); const inner = words.getBoundingClientRect();
const box = one.closest(".niche, .stat").getBoundingClientRect();
return inner.left < box.left + 12 || inner.right > box.right - 12 }"""


@pytest.mark.parametrize(("body", "direction"), [(CATEGORY, "rtl"), (SUM, "ltr")], ids=["category", "sum"])
def test_what_is_not_broken_stays_inside_its_box_on_a_phone(browser_of, body, direction):
    styles = RESET + "".join(path.read_text() for path in STYLES)
    page = browser_of(width=360)
    page.set_content(f'<!doctype html><html dir="{direction}"><style>{styles}</style>{body}</html>')
    assert not page.evaluate(STICKS_OUT)
