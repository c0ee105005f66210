"""Takes the picture of the page that README.md shows: `python -m tests.exporters.picture`, with a browser."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from sahelcli.cli.app import main
from tests.exporters.browser import started, visit

PICTURE = Path(__file__).parents[2] / "docs" / "page.png"
CHAPTER = ("--place", "niger", "--since", "2023-09-24", "--until", "2023-09-26", "--certain")
SIZE = (1400, 1440)  # pixels


def take(browser: Browser, picture: Path) -> None:
    """Write a picture of the beginning of the chapter that README.md begins with."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "niger.html")
        main(("export", "html", *CHAPTER, "-o", str(page)))
        with visit(browser, page) as seen:
            seen.page.set_viewport_size({"width": SIZE[0], "height": SIZE[1]})
            seen.page.screenshot(path=picture)


if __name__ == "__main__":
    with started() as found:
        if found is None:
            sys.exit("there is no Chromium to take a picture with")
        take(found, PICTURE)
