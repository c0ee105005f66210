"""Takes the pictures of README.md, of the page and of a site: `python -m tests.exporters.picture`, with a browser."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page

from sahelcli.cli.app import main
from tests.exporters.browser import started, visit
from tests.exporters.site.browsing import Reader

DOCS = Path(__file__).parents[2] / "docs"
CHAPTER = ("--place", "niger", "--since", "2023-09-24", "--until", "2023-09-26", "--certain")


class Picture(NamedTuple):
    """A picture: its file, its width and height in pixels, and what takes it, given a browser and an empty folder."""

    file: Path
    size: tuple[int, int]
    take: Callable[[Browser, Path, Path], None]


def _of_page(browser: Browser, folder: Path, picture: Path) -> None:
    """Take the beginning of the chapter that README.md begins with."""
    file = folder / "niger.html"
    main(("export", "html", *CHAPTER, "-o", str(file)))
    with visit(browser, file) as seen:
        _shoot(seen.page, PAGE.size, picture)


def _of_site(browser: Browser, folder: Path, picture: Path) -> None:
    """Take the page of the event that README.md begins with, on the site of that month."""
    main(("export", "site", "--on", "2023-09", "-o", str(folder / "site"), "-q"))
    reader = Reader(browser, folder / "site")
    _shoot(reader.open("e/2023-09-24-france-announces-niger-withdrawal/index.html"), SITE.size, picture)
    reader.context.close()


def _shoot(page: Page, size: tuple[int, int], picture: Path) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.screenshot(path=picture)


PAGE = Picture(DOCS / "page.png", (1400, 1440), _of_page)
SITE = Picture(DOCS / "site.png", (1200, 800), _of_site)
PICTURES = (PAGE, SITE)


def take(browser: Browser, picture: Picture, file: Path) -> None:
    """Write a picture to a file."""
    with tempfile.TemporaryDirectory() as folder:
        picture.take(browser, Path(folder), file)


if __name__ == "__main__":
    with started() as found:
        if found is None:
            sys.exit("there is no Chromium to take a picture with")
        for each in PICTURES:
            take(found, each, each.file)
