"""Takes the picture of the page that README.md shows: `python -m tests.exporters.picture FILE.png`, with a browser."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from sahelcli.app import main
from tests.exporters.browser import started, visit

CHAPTER = ("--place", "niger", "--since", "2023-07-26", "--until", "2023-09-30")
FROM = "event-2023-09-24-france-announces-niger-withdrawal"


def take(picture: Path) -> None:
    """Write a picture of the chapter, at the event it turns on."""
    with tempfile.TemporaryDirectory() as folder, started() as browser:
        page = Path(folder, "niger.html")
        main(("export", "html", *CHAPTER, "-o", str(page)))
        if browser is None:
            sys.exit("there is no Chromium to take a picture with")
        with visit(browser, page, width=1400) as seen:
            seen.page.set_viewport_size({"width": 1400, "height": 1000})
            seen.page.evaluate("anchor => document.getElementById(anchor).scrollIntoView()", FROM)
            seen.page.screenshot(path=picture)


if __name__ == "__main__":
    take(Path(sys.argv[1]))
