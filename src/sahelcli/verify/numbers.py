"""Numbers of people in an article, exact or from one number to another, in digits and in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sahelcli.text.search_words import grouped_numbers
from sahelcli.verify.article import Article, ArticleBlock
from sahelcli.verify.claims import NumberClaim
from sahelcli.verify.number_words import Numeral, number_words, scale
from sahelcli.verify.people_words import MONTHS, PeopleCounted, counted

_DIGITS = re.compile(r"(?<![\w$€£/:.,+])\d{1,15}(?!\w)(?![/:.,]\d)")
_DECIMALS = re.compile(r"(?<![\w.,])\d{1,3}[.,]\d{1,2}(?!\d)(?![.,]\d)")
_SCALE = re.compile(r"[ \u00a0-](thousand|hundred|millions?|milliers?|mille|cents)\b", re.IGNORECASE)
_YEARS = range(1900, 2100)
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|by|until|till|from|during|before|after|early|late|mid|en|depuis|avant|après|dès|fin|début|année"
    rf"|{MONTHS})[\s.,]{{1,3}}$|\d\s?[-–/]\s?$",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(rf"\b(?:{MONTHS})\.?\s{{1,2}}$", re.IGNORECASE)
_MOST_DAYS = 31
_TO = re.compile(r"\s?[-–—]\s?|\s{1,2}(?:to|or|à|ou|voire|and|et)\s{1,2}(?:(?:even|some|about)\s)?", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|et)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|entre)\s(?:\w{1,8}\s)?$", re.IGNORECASE)
_REACH = 24  # signs before a number
_THOUSAND, _MILLION = 1_000, 1_000_000
_MONEY = ("$", "€", "£", "¥")
_NO_DIGIT = re.compile(r"\D")
_BLANK = re.compile(r"\s+")
_MOST_DIGITS = 15


def numbers(article: Article) -> Iterator[NumberClaim]:
    """Yield the numbers of people in text order."""
    remaining = iter(numerals(article.text))
    numeral = next(remaining, None)
    for block in article.blocks:
        inside = []
        while numeral and numeral.end <= block.end:
            inside.append(numeral)
            numeral = next(remaining, None)
        yield from _in_block(article, block, inside)


def numerals(text: str) -> list[Numeral]:
    """Return the whole numbers of a text in order, without years, days of months and fractions."""
    by_start = {numeral.start: numeral for numeral in number_words(text)}
    by_start.update((numeral.start, numeral) for numeral in _in_digits(text))
    apart: list[Numeral] = []
    for numeral in (by_start[start] for start in sorted(by_start)):
        if not apart or numeral.start >= apart[-1].end:  # a scale after digits is part of these
            apart.append(numeral)
    return apart


def _in_digits(text: str) -> Iterator[Numeral]:
    grouped = list(grouped_numbers(text))
    taken = [*grouped, *(match.span() for match in _DECIMALS.finditer(text))]
    for start, end in grouped:
        if text[max(start - 1, 0) : start] not in _MONEY:
            yield _scaled(text, start, end, int(_NO_DIGIT.sub("", text[start:end])[:_MOST_DIGITS]))
    for start, end in taken[len(grouped) :]:
        units, part = text[start:end].replace(",", ".").split(".")
        numeral = _scaled(text, start, end, int(units + part), 10 ** len(part))
        if numeral.end > end:
            yield numeral
    within = {at for start, end in taken for at in range(start, end)}
    for match in _DIGITS.finditer(text):
        if match.start() not in within and not _is_of_date(text, match):
            yield _scaled(text, *match.span(), int(match[0]))


def _scaled(text: str, start: int, end: int, value: int, parts: int = 1) -> Numeral:
    """Return a number in digits, so many `parts` of a whole, with a word behind it that multiplies it: 1.5 million."""
    match = _SCALE.match(text, end)
    if match and (many := value * scale(match[1])) % parts == 0:
        return Numeral(start, match.end(), many // parts)
    return Numeral(start, end, value // parts)


def _is_of_date(text: str, match: re.Match[str]) -> bool:
    """Whether digits are a year, or the day of a month: `in 2023 French soldiers left`, `on July 26 soldiers came`."""
    value, before = int(match[0]), max(0, match.start() - _REACH)
    if value in _YEARS and _YEAR_BEFORE.search(text, before, match.start()):
        return True
    return value <= _MOST_DAYS and bool(_DAY_BEFORE.search(text, before, match.start()))


def _in_block(article: Article, block: ArticleBlock, numerals: list[Numeral]) -> Iterator[NumberClaim]:
    low: Numeral | None = None  # the first of two, where the next follows it
    for numeral, following in zip(numerals, [*numerals[1:], None], strict=False):
        if following and low is None and _are_range(article.text, numeral, following, block):
            low = numeral
            continue
        first, start = _first(low, numeral)
        people = counted(article.text, start, numeral.end, block.start, block.end)
        low = None
        if people:
            yield _number(article, people, first, numeral.value)


def _are_range(text: str, low: Numeral, high: Numeral, block: ArticleBlock) -> bool:
    """Whether two numbers form a range: 1,000-1,500, between 1,000 and 1,500, 2,500 or 3,000."""
    joined = _TO.fullmatch(text, low.end, high.start)
    if not joined or _first(low, high)[0] >= high.value:
        return False
    begins = max(block.start, low.start - _REACH)
    return not _AND.match(joined[0]) or bool(_BETWEEN.search(text, begins, low.start))


def _first(low: Numeral | None, high: Numeral) -> tuple[int, int]:
    """Return the lower number and its start: of `10-15,000` it is 10,000, of `two to three thousand` 2,000."""
    if low is None:
        return high.value, high.start
    for many in (_MILLION, _THOUSAND):
        if high.value % many == 0 and low.value * many < high.value and low.value < _THOUSAND:
            return low.value * many, low.start
    return low.value, low.start


def _number(article: Article, people: PeopleCounted, low: int, high: int) -> NumberClaim:
    line, start, end = article.place(people.start, people.end)
    text = _BLANK.sub(" ", article.text[people.start : people.end])
    return NumberClaim(text, line, start, end, low, high, people.measure, people.phrase)
