"""`bin/walk`: every page of the demo as each role, in a browser: nothing refused, no error, no request lost.

Looks at what a browser tells its developer: console errors and warnings of ours, uncaught exceptions, requests that
failed or were answered 400 and above, and `securitypolicyviolation` events, which are the reports of the strict policy.
"""

import sys

from tests.browser import demo

# Listens before any script of the page does, so that nothing is missed.
LISTEN = """document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.effectiveDirective} refused ${event.blockedURI} at ${event.sourceFile}`))"""
LOUD = ("error", "warning")


def main() -> int:
    wanted = demo.asked("bin/walk").parse_args()
    troubles = looked = 0
    with demo.running(wanted.port, wanted.data.resolve()) as facts, demo.browser() as opened:
        pages = [page for page in facts.pages if demo.fits(page, wanted)]
        for site, role in dict.fromkeys((page.site, page.role) for page in pages):
            context = demo.signed_in(opened, facts, site, role, width=1280, scheme="light", language=wanted.language)
            context.add_init_script(LISTEN)
            for page in (one for one in pages if (one.site, one.role) == (site, role)):
                looked += 1
                for trouble in told(context, facts.url(page), page.expected):
                    troubles += 1
                    print(f"{site} {page.name}: {trouble}", flush=True)
                if looked % 10 == 0:
                    print(f"… {looked} of {len(pages)} pages, {troubles} troubles", file=sys.stderr, flush=True)
            context.close()
    print(f"{looked} pages walked, {troubles} troubles")
    return 1 if troubles else 0


def told(context, url: str, expected: int) -> list[str]:
    """What the browser has to complain of on one page; its own status is expected, any other is a complaint."""
    sheet, heard = context.new_page(), []
    sheet.on("console", lambda one: heard.append(f"{one.type}: {one.text}") if one.type in LOUD else None)
    sheet.on("pageerror", lambda error: heard.append(f"exception: {error}"))
    sheet.on("requestfailed", lambda one: heard.append(f"lost: {one.url} {one.failure}"))
    sheet.on("response", lambda one: heard.append(f"{one.status}: {one.url}") if _bad(one, url, expected) else None)
    sheet.goto(url, wait_until="load")
    sheet.wait_for_timeout(150)  # what the page fetches by itself once it stands
    # A live connection ends with its page, which the browser counts as a lost request.
    found = [line for line in heard if "/live/" not in line]
    sheet.close()
    if expected >= 400:  # the browser itself notes down a page that is not there
        found = [line for line in found if "Failed to load resource" not in line]
    return found


def _bad(answer, url: str, expected: int) -> bool:
    return answer.status >= 400 and not (answer.url == url and answer.status == expected)


if __name__ == "__main__":
    sys.exit(main())
