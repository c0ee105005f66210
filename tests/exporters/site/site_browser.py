"""A browser in which a page of a site is open, from its files: nothing outside the folder is loaded, all is counted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Page, Route

from tests.exporters.browser import blank_page, heard


@dataclass
class SiteVisit:
    """A page of a site that is open: what went wrong, the sizes of the files it has loaded, and requests outside."""

    page: Page
    troubles: list[str]
    loaded: dict[str, int] = field(default_factory=dict)
    outside: list[str] = field(default_factory=list)


@contextmanager
def visit_site(
    browser: Browser, folder: Path, path: str, *, width: int = 1400, script: bool = True
) -> Iterator[SiteVisit]:
    """Open the page at a path of a site, with a fragment or without."""
    with blank_page(browser, width, "light", script=script, motion=True) as page, heard(page) as troubles:
        seen = SiteVisit(page, troubles)

        def route(request: Route) -> None:
            parts = urlsplit(request.request.url)
            file = Path(unquote(parts.path))
            if parts.scheme == "file" and file.is_relative_to(folder):
                seen.loaded[file.relative_to(folder).as_posix()] = file.stat().st_size if file.is_file() else 0
                request.continue_()
            else:
                seen.outside.append(request.request.url)
                request.abort()

        page.context.route("**/*", route)
        name, _, fragment = path.partition("#")
        page.goto(f"{(folder / name).as_uri()}#{fragment}" if fragment else (folder / name).as_uri())
        yield seen
