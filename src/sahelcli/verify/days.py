"""Days that an article writes out in full, in English, in French or as ISO 8601 has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sahelcli.verify.article import Article
from sahelcli.verify.claims import DayClaim
from sahelcli.verify.people_words import MONTHS

_BLANK = re.compile(r"\s+")
_SPACE = r"[ \u00a0\u202f\r\n]{1,2}"
_WEEKDAYS = "(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche"
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th|er)?"
_WRITTEN = re.compile(
    rf"(?<![\w-])(?=[0-9a-z])(?:(?:{_WEEKDAYS}),?{_SPACE})?"
    rf"(?:(?:the{_SPACE})?{_DAY}{_SPACE}(?:of{_SPACE})?(?:{MONTHS})\b\.?,?{_SPACE}[0-9]{{4}}"
    rf"|(?:{MONTHS})\b\.?{_SPACE}{_DAY},?{_SPACE}[0-9]{{4}}"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2})(?![\w/])(?!-\w)",
    re.IGNORECASE,
)


def days(article: Article) -> Iterator[DayClaim]:
    """Yield the days in text order, without impossible ones such as 31 September 2023."""
    for match in _WRITTEN.finditer(article.text):
        text = _BLANK.sub(" ", match[0])
        if date := _date(text):
            line, start, end = article.place(*match.span())
            yield DayClaim(text, line, start, end, date)


def _date(text: str) -> str | None:
    from sahelcli.dates.edtf import DateError, parse  # here, and below: many articles write no day out
    from sahelcli.dates.edtf_errors import properly

    try:
        return str(parse(properly(text) or text))
    except DateError:
        return None
