"""Web browser: an address shown in the one that BROWSER names, else in the desktop's own.

A browser on the desktop is started and left alone; one that fills the terminal, like w3m, is waited for as a pager is.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from sahelcli.output.streams import is_terminal
from sahelcli.text.quoted_values import shown

_IN_TERMINAL = ("browsh", "carbonyl", "elinks", "links", "links2", "lynx", "w3m", "www-browser")
_REMOTE = (
    "SSH_CONNECTION",
    "SSH_CLIENT",
    "SSH_TTY",
)  # what a browser shows here, nobody sees who is logged in from afar
_LONGEST_PATH = 200  # of a program, in a message
_PATIENCE = 0.5  # seconds in which a program that cannot be of use says so, as xdg-open does


def show_address(address: str, environ: Mapping[str, str]) -> str | None:
    """Show an address of the web in a browser; return why none shows it, or None."""
    if named := environ.get("BROWSER"):
        words = _named(named)
        return _start(_with(words, address)) if words else f"BROWSER {shown(named)} names no program that is here"
    if not _has_screen(environ):
        return "there is no browser here, and BROWSER names none"
    if sys.platform == "win32":
        os.startfile(address)  # noqa: S606  # an address of the web, opened by what Windows has for these
        return None
    words = _of_the_desktop()
    return _start(_with(words, address)) if words else "no browser is installed, and BROWSER names none"


def _named(browsers: str) -> list[str] | None:
    """Return the words of the first command that can be run of those named as PATH names folders, `%s` the address."""
    for each in filter(None, browsers.split(os.pathsep)):
        if shutil.which(each):
            return [each]
        try:
            words = shlex.split(each)
        except ValueError:  # a quotation mark is not closed
            continue
        if words[-1:] == ["&"]:  # as Python's own webbrowser reads it: do not wait, which is so anyway
            words.pop()
        if words and shutil.which(words[0]):
            return words
    return None


def _has_screen(environ: Mapping[str, str]) -> bool:
    if any(map(environ.get, _REMOTE)):
        return False
    return sys.platform in ("win32", "darwin") or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def _of_the_desktop() -> list[str] | None:
    """Return the command of the browser that the standard library finds, which itself may wait for its end."""
    if sys.platform == "darwin":
        return ["open"]
    import webbrowser  # here: BROWSER spares the search

    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return None
    words = [browser.name, *(browser.args if isinstance(browser, webbrowser.GenericBrowser) else ())]
    return words if shutil.which(words[0]) else None


def _with(words: list[str], address: str) -> list[str]:
    """Return a command with the address where it has `%s`, else at its end."""
    if any("%s" in word for word in words[1:]):
        return [words[0], *(word.replace("%s", address) for word in words[1:])]
    return [*words, address]


def _start(words: list[str]) -> str | None:
    """Run a command; return why it shows nothing, or None."""
    try:
        if Path(words[0]).name in _IN_TERMINAL:
            if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
                return f"{shown(words[0], _LONGEST_PATH)} needs a terminal"
            code = subprocess.run(words, check=False).returncode  # noqa: S603  # the user's own browser, no shell
        else:
            code = _started(words)
    except OSError as error:
        return f"the browser {shown(words[0], _LONGEST_PATH)} does not start: {(error.strerror or str(error)).lower()}"
    return f"the browser {shown(words[0], _LONGEST_PATH)} ended with code {code}" if code else None


def _started(words: list[str]) -> int:
    """Start a program that lives on without us; return the code with which it ended at once, 0 if it did not."""
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(words, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True)  # noqa: S603
    try:
        return process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        return 0
