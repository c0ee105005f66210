"""A real browser for the tests of the page: Chromium without a window, and without a network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

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


@dataclass
class Visit:
    """A page that is open, and what happened on it: each request, console message, error and dialog."""

    page: Page
    requests: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


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
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=script,
        reduced_motion="no-preference" if motion else "reduce",
    )
    page = context.new_page()
    seen = Visit(page)

    def route(request: Route) -> None:
        seen.requests.append(request.request.url)
        if request.request.url == address:
            request.continue_()
        else:
            request.abort()

    context.route("**/*", route)
    page.on("console", lambda message: seen.troubles.append(message.text))
    page.on("pageerror", lambda error: seen.troubles.append(str(error)))
    page.on("dialog", lambda dialog: seen.troubles.append(f"dialog: {dialog.message}"))
    page.goto(address)
    yield seen
    context.close()
