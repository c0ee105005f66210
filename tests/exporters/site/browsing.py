"""A browser for the pages of one site, which notes each request outside of it, message and error."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Request


class Reader:
    """A browser that opens pages of one folder, and notes each request outside of it, message and error."""

    def __init__(self, browser: Browser, folder: Path, *, width: int = 1400, scheme: str = "light") -> None:
        self.folder, self.troubles = folder, list[str]()
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        self.page: Page = self.context.new_page()
        root = folder.as_uri()

        def seen(request: Request) -> None:
            if not request.url.startswith((root, "data:", "http://127.0.0.1")):
                self.troubles.append(request.url)

        self.context.on("request", seen)
        self.page.on("console", lambda message: self.troubles.append(message.text))
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("dialog", lambda dialog: self.troubles.append(dialog.message))

    def open(self, path: str) -> Page:
        """Open a page of the site."""
        self.page.goto((self.folder / path).as_uri())
        return self.page
