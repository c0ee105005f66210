"""A real browser for the tests of the page: Chromium without a window, and without a network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, Page, Playwright, Route, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def executable(playwright: Playwright) -> str | None:
    """Return Playwright's own Chromium where it is installed, else that of the system, else None."""
    own = playwright.chromium.executable_path
    return own if Path(own).is_file() else next((path for name in NAMES if (path := shutil.which(name))), None)


@contextmanager
def started() -> Iterator[Browser | None]:
    """Give a browser, or None where there is none; its profile is new and is thrown away."""
    with sync_playwright() as playwright:
        path = executable(playwright)
        if path is None:
            yield None
            return
        as_root = hasattr(os, "geteuid") and os.geteuid() == 0  # Chromium's sandbox does not work for root
        arguments = [*ARGUMENTS, "--no-sandbox"] if as_root else list(ARGUMENTS)
        with playwright.chromium.launch(executable_path=path, args=arguments) as browser:
            yield browser


_SPARE: WeakKeyDictionary[Browser, dict[tuple[str, bool, bool], list[Page]]] = WeakKeyDictionary()
"""The pages of a browser that nobody reads, by colour scheme, and whether there are scripts and motion."""


@contextmanager
def blank_page(browser: Browser, width: int, scheme: str, *, script: bool, motion: bool) -> Iterator[Page]:
    """Give an empty page, for the next who needs one as well: most tests are done before a new one would be there."""
    spare = _SPARE.setdefault(browser, {}).setdefault((scheme, script, motion), [])
    page = spare.pop() if spare else _new_page(browser, scheme, script=script, motion=motion)
    page.set_viewport_size({"width": width, "height": 900})
    yield page
    page.emulate_media(media="null")
    page.context.unroute_all()
    page.goto("about:blank")
    spare.append(page)


def _new_page(browser: Browser, scheme: str, *, script: bool, motion: bool) -> Page:
    return browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=script,
        reduced_motion="no-preference" if motion else "reduce",
    ).new_page()


@contextmanager
def heard(page: Page) -> Iterator[list[str]]:
    """Give what will happen on a page that no reader should see: each console message, error and dialog."""
    troubles: list[str] = []
    listeners: dict[Any, Callable[[Any], None]] = {
        "console": lambda message: troubles.append(message.text),
        "pageerror": lambda error: troubles.append(str(error)),
        "dialog": lambda dialog: troubles.append(f"dialog: {dialog.message}"),
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    yield troubles
    for event, listener in listeners.items():
        page.remove_listener(event, listener)


@dataclass
class Visit:
    """A page that is open, what happened on it that should not, and each request."""

    page: Page
    troubles: list[str]
    requests: list[str] = field(default_factory=list)


@contextmanager
def visit(
    browser: Browser,
    file: Path,
    *,
    width: int = 1400,
    scheme: str = "light",
    script: bool = True,
    motion: bool = False,
) -> Iterator[Visit]:
    """Open a file; nothing but the file itself can be loaded."""
    address = file.as_uri()
    with blank_page(browser, width, scheme, script=script, motion=motion) as page, heard(page) as troubles:
        seen = Visit(page, troubles)

        def route(request: Route) -> None:
            seen.requests.append(request.request.url)
            if request.request.url == address:
                request.continue_()
            else:
                request.abort()

        page.context.route("**/*", route)
        page.goto(address)
        yield seen
