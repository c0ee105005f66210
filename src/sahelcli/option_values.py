"""Values of options: text, days, whole numbers, separators, words of a list; everything else is a usage error."""

import os
import re
from typing import TYPE_CHECKING, TypeVar

from sahelcli.diagnostics.suggestions import UnknownValue
from sahelcli.errors import UsageError
from sahelcli.text.quoted_values import shown

if TYPE_CHECKING:
    from sahelcli.dates.periods import Window

_Word = TypeVar("_Word", bound=str)
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}


class NotText(UsageError):
    """An option or argument holds bytes that are no text."""

    def __init__(self, name: str, given: str) -> None:
        super().__init__(
            f"{name} {shown(given)} is not UTF-8",
            "set the terminal to UTF-8, or save the script in it; only a path may hold other bytes",
        )


class UnknownSeparator(UsageError):
    """--separator is neither a name nor one sign."""

    def __init__(self, text: str) -> None:
        super().__init__(f"--separator {shown(text)} is no separator", f"{', '.join(SEPARATORS.values())}, or one sign")


class ExcludeEachOther(UsageError):
    """Two options were given of which one alone makes sense."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} and {other} exclude each other", "leave one of them out")


def form(json: bool, named: str | None, forms: tuple[_Word, ...]) -> _Word | None:
    """Return the form that --json or --format asks for, None where neither does; UsageError where they differ."""
    chosen = None if named is None else choice("--format", named, forms)
    if not json:
        return chosen
    if chosen not in (None, "json"):
        raise ExcludeEachOther("--json", f"--format {chosen}")
    return choice("--format", "json", forms)


def choice(name: str, text: str, choices: tuple[_Word, ...]) -> _Word:
    """Return the choice that is spelt so; UnknownValue, naming the option and all choices, for another word."""
    for choice in choices:
        if choice == text:
            return choice
    raise UnknownValue(name, text, choices)


def as_text(name: str, given: str) -> str:
    """Return the value of an option as UTF-8 text, whatever encoding the locale took its bytes for.

    NotText where they are none. Python keeps a byte that the locale cannot read as a lone surrogate (PEP 383).
    """
    if given.isascii():
        return given
    try:
        given.encode()
    except UnicodeEncodeError:
        try:
            return os.fsencode(given).decode()
        except UnicodeError:
            raise NotText(name, given) from None
    return given


def stated(option: str, given: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values of an option; UsageError, naming the option, for an empty text."""
    for text in given:
        if not text.strip():
            raise UsageError(f"{option} {shown(text)}: an empty text says nothing", "leave the option out, or fill it")
    return given


def period(name: str, text: str | None) -> "Window | None":
    """Return the days an option names, or None when it is not given."""
    if text is None:
        return None
    from sahelcli.dates.edtf import DateError  # here: most questions name no date
    from sahelcli.dates.periods import parse_period

    try:
        return parse_period(text)
    except DateError as error:
        raise UsageError(f"{name} {shown(text)}: {error.message}", error.hint) from None


_BOUNDS = {
    "--since": ("first", "it has no beginning, so that nothing is left out", "end there with --until"),
    "--until": ("last", "it has no end, so that nothing is left out", "begin there with --since"),
    "--known-by": ("last", "it has no end, so that nothing is left out", "name the year, quarter, month or day"),
}


def bounded(name: str, text: str | None) -> "Window | None":
    """Return the days an option names, whose end that counts must be known; None when it is not given."""
    window = period(name, text)
    end, lack, hint = _BOUNDS[name]
    if window and getattr(window, end) is None:
        raise UsageError(f"{name} {shown(window.text)}: {lack}", hint)
    return window


def site_address(name: str, text: str | None) -> str:
    """Return the address of a site's root, with a slash at its end; "" when it is not given.

    UsageError for what is no address of the web, or has more than a path: user info, a query or a fragment.
    """
    if text is None:
        return ""
    from urllib.parse import urlsplit  # here: hardly anything that is asked names a site

    from sahelcli.text.sanitize import web_address

    hint = f"write it as a browser shows it: {name} https://example.org/chronology/"
    try:
        parts = urlsplit(text)
        is_plain = bool(parts.hostname) and parts.port != 0 and not (parts.username or parts.password)
    except ValueError:
        is_plain = False
    if not is_plain or web_address(text) != text:
        raise UsageError(f"{name} {shown(text)} is no address of a site", hint)
    if set("?#") & set(text):
        raise UsageError(f"{name} {shown(text)}: the address of a site has no query and no fragment", hint)
    return text if text.endswith("/") else f"{text}/"


def number(name: str, text: str | None) -> int | None:
    """Return the whole number an option names, or None when it is not given."""
    if text is None:
        return None
    if text.isascii() and text.isdigit() and len(text) < 16:
        return int(text)
    grouped = re.fullmatch(r"[0-9]{1,3}([,. '])[0-9]{3}(\1[0-9]{3}){0,3}", text)
    hint = f"write {re.sub('[^0-9]', '', text)}" if grouped else f"in digits: {name} 20"
    if re.fullmatch("-[0-9]+", text):
        raise UsageError(f"{name} must be 0 or more, not {shown(text)}", hint)
    if re.fullmatch("[0-9]+", text):
        raise UsageError(f"{name} must have at most 15 digits, not {shown(text)}", hint)
    raise UsageError(f"{name} must be a whole number, not {shown(text)}", hint)


def separator_of(text: str) -> str:
    """Return the sign that a name or the sign itself stands for; UnknownSeparator for anything else."""
    for sign, name in SEPARATORS.items():
        if text.casefold() == name:
            return sign
    sign = text.replace("\\t", "\t")
    if len(sign) != 1 or sign in '"\r\n \0' or not sign.isascii():
        raise UnknownSeparator(text)
    return sign
