"""A browser in which a page of a site is open, from its files: nothing outside the folder is loaded, all is counted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Page, Route


@dataclass
class SiteVisit:
    """A page of a site that is open: the sizes of the files it has loaded, requests outside, and what went wrong."""

    page: Page
    loaded: dict[str, int] = field(default_factory=dict)
    outside: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


@contextmanager
def visit_site(
    browser: Browser, folder: Path, path: str, *, width: int = 1400, script: bool = True
) -> Iterator[SiteVisit]:
    """Open the page at a path of a site, with a fragment or without."""
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
    page = context.new_page()
    seen = SiteVisit(page)

    def route(request: Route) -> None:
        parts = urlsplit(request.request.url)
        file = Path(unquote(parts.path))
        if parts.scheme == "file" and file.is_relative_to(folder):
            seen.loaded[file.relative_to(folder).as_posix()] = file.stat().st_size if file.is_file() else 0
            request.continue_()
        else:
            seen.outside.append(request.request.url)
            request.abort()

    context.route("**/*", route)
    page.on("console", lambda message: seen.troubles.append(message.text))
    page.on("pageerror", lambda error: seen.troubles.append(str(error)))
    name, _, fragment = path.partition("#")
    page.goto(f"{(folder / name).as_uri()}#{fragment}" if fragment else (folder / name).as_uri())
    yield seen
    context.close()
