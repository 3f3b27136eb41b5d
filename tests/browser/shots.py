"""`bin/shots DIR`: a picture of every page of the demo: brands × light, dark × 360, 768, 1280 px."""

import argparse
from pathlib import Path

from tests.browser import demo

HEIGHT = 900


def main() -> None:
    wanted = _arguments()
    with demo.running(wanted.port, wanted.data.resolve()) as facts, demo.browser() as opened:
        pages = [page for page in facts.pages if demo.fits(page, wanted)]
        taken = 0
        for width in wanted.width or demo.WIDTHS:
            for scheme in wanted.scheme or demo.SCHEMES:
                taken += _take(opened, facts, pages, width, scheme, wanted.folder, wanted.language)
    print(f"{taken} pictures in {wanted.folder}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/shots")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data", type=Path, default=demo.ROOT / ".data" / "demo")
    parser.add_argument("--site", action="append", help="only this marketplace (or public)")
    parser.add_argument("--page", action="append", help="only pages of this name")
    parser.add_argument("--language", default="", help="in this language of the marketplace, not its main one")
    parser.add_argument("--width", action="append", type=int)
    parser.add_argument("--scheme", action="append", choices=demo.SCHEMES)
    return parser.parse_args()


def _whole(sheet, width: int) -> None:
    """The owner's console scrolls inside its frame: make the window as high as what is in it."""
    inside = sheet.evaluate("document.querySelector('main.content-wrapper')?.scrollHeight ?? 0")
    if inside > HEIGHT:
        sheet.set_viewport_size({"width": width, "height": min(inside, 6000)})


def _take(opened, facts, pages, width: int, scheme: str, folder: Path, language: str) -> int:
    taken = 0
    for site, role in dict.fromkeys((page.site, page.role) for page in pages):
        context = demo.signed_in(opened, facts, site, role, width=width, scheme=scheme, language=language)
        sheet = context.new_page()
        for page in pages:
            if (page.site, page.role) != (site, role):
                continue
            answer = sheet.goto(facts.url(page), wait_until="load")
            target = folder / page.site / f"{page.name}-{width}-{scheme}.png"
            target.parent.mkdir(parents=True, exist_ok=True)
            _whole(sheet, width)
            sheet.screenshot(path=target, full_page=True)
            sheet.set_viewport_size({"width": width, "height": HEIGHT})
            wide = sheet.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            for trouble in [
                f"answers {answer.status}" if answer and answer.status != page.expected else "",
                f"is {wide} px too wide" if wide > 0 else "",
            ]:
                if trouble:
                    print(f"{page.site} {page.name} at {width} px, {scheme}: {trouble}")
            taken += 1
        context.close()
    return taken


if __name__ == "__main__":
    main()
