"""`bin/axe`: WCAG 2.2 AA on every page of the demo: brands × light, dark × 360, 768, 1280 px, both directions."""

import argparse
import sys
from collections import Counter
from itertools import product
from pathlib import Path

import axe_playwright_python

from tests.browser import demo

CHECKER = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
# Colours that are still on their way from one scheme to the other are nobody's colours.
SETTLE = """() => Promise.race([new Promise((go) => setTimeout(go, 400)),
  Promise.allSettled(document.getAnimations().map((one) => one.finished))])"""
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def violations(sheet) -> list[str]:
    """Each violation of the page as one line: rule, impact, how often, the first place."""
    sheet.evaluate(SETTLE)
    found = sheet.evaluate("rules => axe.run(rules)", RULES)["violations"]
    return [
        f"{one['id']} ({one['impact']}) × {len(one['nodes'])}: {one['nodes'][0]['html'][:160]}"
        f" — {(one['nodes'][0].get('any') or [{}])[0].get('message', '')[:160]}"
        for one in found
    ]


def main() -> int:
    wanted = _arguments()
    seen: Counter[str] = Counter()
    looked = 0
    with demo.running(wanted.port, wanted.data.resolve()) as facts, demo.browser() as opened:
        pages = [page for page in facts.pages if demo.fits(page, wanted)]
        for site, role in dict.fromkeys((page.site, page.role) for page in pages):
            context = demo.signed_in(opened, facts, site, role, width=1280, scheme="light", language=wanted.language)
            sheet = context.new_page()
            for page in (one for one in pages if (one.site, one.role) == (site, role)):
                sheet.goto(facts.url(page), wait_until="load")
                # The checker is put into the page; the policy that forbids that is tried elsewhere (bin/walk).
                sheet.evaluate(CHECKER)
                for width, scheme in product(wanted.width or demo.WIDTHS, wanted.scheme or demo.SCHEMES):
                    sheet.set_viewport_size({"width": width, "height": 900})
                    sheet.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                    looked += 1
                    for line in violations(sheet):
                        seen[line.split(" ×")[0]] += 1
                        print(f"{site} {page.name} {width} {scheme}: {line}", flush=True)
            context.close()
            print(f"… {site} {role or 'visitor'}: {looked} pages so far", file=sys.stderr, flush=True)
    print(f"{looked} pages looked at, {sum(seen.values())} violations: {dict(seen)}")
    return 1 if seen else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/axe")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data", type=Path, default=demo.ROOT / ".data" / "demo")
    parser.add_argument("--site", action="append", help="only this marketplace (or public)")
    parser.add_argument("--page", action="append", help="only pages of this name")
    parser.add_argument("--language", default="", help="in this language of the marketplace, not its main one")
    parser.add_argument("--width", action="append", type=int)
    parser.add_argument("--scheme", action="append", choices=demo.SCHEMES)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
