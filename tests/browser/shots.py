"""`bin/shots DIR`: a picture of every page of the demo: brands × light, dark × 360, 768, 1280 px."""

from pathlib import Path

from tests.browser import demo


def main() -> None:
    parser = demo.asked("bin/shots")
    parser.add_argument("folder", type=Path)
    wanted = parser.parse_args()
    taken = 0
    with demo.running(wanted.port, wanted.data.resolve()) as facts, demo.browser() as opened:
        for look in demo.looks(opened, facts, wanted):
            take(look, wanted.folder)
            taken += 1
    print(f"{taken} pictures in {wanted.folder}")


def take(look: demo.Look, folder: Path) -> None:
    """The whole page as a picture; what it answers, or is too wide for, is said."""
    page, sheet = look.page, look.sheet
    target = folder / page.site / f"{page.name}-{look.width}-{look.scheme}.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    wide = sheet.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    _whole(look)
    sheet.screenshot(path=target, full_page=True)
    for trouble in [
        f"answers {look.status}" if look.status != page.expected else "",
        f"is {wide} px too wide" if wide > 0 else "",
    ]:
        if trouble:
            print(f"{page.site} {page.name} at {look.width} px, {look.scheme}: {trouble}", flush=True)


def _whole(look: demo.Look) -> None:
    """The owner's console scrolls inside its frame: make the window as high as what is in it."""
    inside = look.sheet.evaluate("document.querySelector('main.content-wrapper')?.scrollHeight ?? 0")
    if inside > demo.HEIGHT:
        look.sheet.set_viewport_size({"width": look.width, "height": min(inside, 6000)})


if __name__ == "__main__":
    main()
