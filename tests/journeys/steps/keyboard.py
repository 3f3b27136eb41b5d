"""Somebody without a mouse."""

from collections.abc import Callable

from playwright.sync_api import Page

# What has the focus, and whether one sees it; a date field marks its own inner part, which no page can ask about.
FOCUSED = """() => {
  const at = document.activeElement, seen = at.labels?.[0]?.closest("label.choice, label.check") ?? at;
  const ring = [at, seen, at.parentElement].some((one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== "none" || style.boxShadow !== "none";
  });
  return {name: at.name ?? "", text: at.innerText?.trim() ?? "", shown: ring || (at.type ?? "").startsWith("date")};
}"""


class Keyboard:
    """Somebody without a mouse: Tab until it is reached, and Enter."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def type_into(self, field: str, text: str) -> None:
        self._reach(lambda at: at["name"] == field)
        self.page.keyboard.type(text)

    def fill(self, field: str, text: str) -> None:
        """What stands in the field goes."""
        self._reach(lambda at: at["name"] == field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def press(self, text: str) -> None:
        self._reach(lambda at: at["text"] == text)
        self.page.keyboard.press("Enter")

    def _reach(self, is_there: Callable[[dict[str, str]], bool]) -> None:
        """At most 120 times Tab; whatever has the focus must show it."""
        for _ in range(120):
            self.page.keyboard.press("Tab")
            at = self.page.evaluate(FOCUSED)
            if at["name"] or at["text"]:
                assert at["shown"], f"the focus does not show on {at}"
            if is_there(at):
                return
        raise AssertionError("Tab does not lead there")
