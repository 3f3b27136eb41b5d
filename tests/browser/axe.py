"""`bin/axe`: WCAG 2.2 AA on every page of the demo: brands × light, dark × 360, 768, 1280 px, both directions."""

import sys
from collections import Counter
from pathlib import Path

import axe_playwright_python

from tests.browser import demo, shots

CHECKER = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}


def violations(sheet) -> list[str]:
    """Each violation of the page as one line: rule, impact, how often, the first place."""
    # The checker is put into the page; the policy that forbids that is tried elsewhere (bin/walk).
    if not sheet.evaluate("'axe' in window"):
        sheet.evaluate(CHECKER)
    found = sheet.evaluate("rules => axe.run(rules)", RULES)["violations"]
    return [
        f"{one['id']} ({one['impact']}) × {len(one['nodes'])}: {one['nodes'][0]['html'][:160]}"
        f" — {(one['nodes'][0].get('any') or [{}])[0].get('message', '')[:160]}"
        for one in found
    ]


def main() -> int:
    parser = demo.asked("bin/axe")
    parser.add_argument("--shots", type=Path, help="take a picture of each too, into this folder")
    wanted = parser.parse_args()
    seen: Counter[str] = Counter()
    looked: Counter[str] = Counter()
    with demo.running(wanted.port, wanted.data.resolve()) as facts, demo.browser() as opened:
        for look in demo.looks(opened, facts, wanted):
            looked[f"{look.page.site} {look.width} {look.scheme}"] += 1
            for line in violations(look.sheet):
                seen[line.split(" ×")[0]] += 1
                print(f"{look.page.site} {look.page.name} {look.width} {look.scheme}: {line}", flush=True)
            if wanted.shots:
                shots.take(look, wanted.shots)
    for combination, pages in looked.items():
        print(f"{combination}: {pages} pages")
    print(f"{looked.total()} pages looked at, {seen.total()} violations: {dict(seen)}")
    return 1 if seen else 0


if __name__ == "__main__":
    sys.exit(main())
