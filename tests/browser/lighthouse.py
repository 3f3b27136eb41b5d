"""`bin/lighthouse`: scores of home, job list, job, profile and wizard, with bytes, requests and layout shift."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.browser import demo

PAGES = (("rigging-desk", "home"), ("rigging-desk", "jobs"), ("rigging-desk", "job"), ("rigging-desk", "profile"),
         ("bauwerk-freie", "home"), ("honyaku-bank", "home"), ("sawt", "home"), ("public", "front"),
         ("public", "wizard-idea"))  # fmt: skip
CHROME = "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-extensions"


def main() -> None:
    port, tool = int(sys.argv[1]), Path(sys.argv[2]).resolve()
    data = Path(os.environ.get("GUILDHALL_DATA", demo.ROOT / ".data" / "demo")).resolve()
    with demo.running(port, data) as facts:
        print("page | performance | access | best practices | SEO | kB | requests | shift")
        for site, name in PAGES:
            page = next(one for one in facts.pages if (one.site, one.name) == (site, name))
            print(f"{site} {name} | {_line(_report(tool, facts.url(page)))}", flush=True)


def _report(tool: Path, url: str, tries: int = 2) -> dict[str, Any]:
    """What Lighthouse says of a page. Its Chrome now and then does not come up: then once more."""
    done = subprocess.run(
        [tool, url, "--quiet", "--output=json", f"--chrome-flags={CHROME}", "--throttling-method=simulate"],
        capture_output=True, text=True, check=False,
        env={**os.environ, "CHROME_PATH": shutil.which("chromium") or ""},
    )  # fmt: skip
    if done.returncode == 0:
        return json.loads(done.stdout)
    if tries > 1:
        return _report(tool, url, tries - 1)
    sys.exit(f"{url}: {done.stderr.strip()[-500:]}")


def _line(told: dict[str, Any]) -> str:
    scores = [round(told["categories"][name]["score"] * 100) for name in
              ("performance", "accessibility", "best-practices", "seo")]  # fmt: skip
    # What the browser takes from its cache (a frame's second use of a stylesheet) is no request.
    traffic = [one for one in told["audits"]["network-requests"]["details"]["items"] if one.get("transferSize")]
    size = sum(item.get("transferSize", 0) for item in traffic)
    shift = told["audits"]["cumulative-layout-shift"]["numericValue"]
    below = [audit["title"] for audit in told["audits"].values() if audit.get("score") == 0 and audit.get("details")]
    return " | ".join(map(str, [*scores, size // 1024, len(traffic), round(shift, 3)])) + f" | {'; '.join(below)[:300]}"


if __name__ == "__main__":
    main()
