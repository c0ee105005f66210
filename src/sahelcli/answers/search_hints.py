"""Hints for a search without results: which words no record has, and which of them are a date."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from sqlite3 import Connection

from sahelcli.diagnostics.suggestions import did_you_mean
from sahelcli.index.open import Index
from sahelcli.index.phrase_search import SearchTerm, is_found, number_of_records
from sahelcli.index.snippets import SearchedTexts
from sahelcli.index.word_suggestions import nearest_words
from sahelcli.phrases import count
from sahelcli.text.normalize import becomes
from sahelcli.text.quoted_values import shown
from sahelcli.text.search_words import split

_MOST = 5  # sentences: who pastes a whole page need not read them all
_LONGEST_TIME = 3  # words: 24 September 2023
_FOUR_DIGITS = re.compile(r"[0-9]{4}")
_BARE = re.compile(r"(?!19|20)[0-9]{4}")  # these four digits are sooner a number than a year


def hints(index: Index, terms: Sequence[SearchTerm], noun: str, number: int, *, all_at_once: bool) -> list[str]:
    """Return hints on a search: why nothing was found, and which words were meant as a date.

    `all_at_once` where one record must have all that was asked. Where something is found, only what is a time, more
    than a year, and nothing else is remarked upon: four digits may be a number.
    """
    typed = [" ".join(one.text for one in terms)] if all_at_once else [one.text for one in terms]
    times = {text: period for one in typed for text, period in _times(one)}
    if number:
        return [_is_a_time(text, times[text]) for text in typed if text in times and not text.isdigit()][:_MOST]
    sentences = [_is_a_time(text, period) for text, period in times.items()][:_MOST]
    time_words = {word for text in times for word in split(text)}
    sentences += islice(_missing(index.connection, terms, time_words), _MOST)
    return sentences or [_elsewhere(index.connection, terms, noun, all_at_once)]


def _is_a_time(text: str, period: str) -> str:
    return f"{shown(text)} {'may be a year' if text.isdigit() else 'is a date'}: --on {period} asks for it"


def _missing(connection: Connection, terms: Sequence[SearchTerm], time_words: Collection[str]) -> Iterator[str]:
    """Yield a hint for each word that no record has, or has not next to the others; words of dates are passed over."""
    for one in terms:
        words = [word for word in dict.fromkeys(split(one.text)) if word not in time_words]
        if not words or is_found(connection, one):
            continue
        unknown = [word for word in words if not is_found(connection, _alone(one, word))]
        if not unknown:
            yield f"no record has {shown(one.text)} in one field, its words next to each other"
        elif any(becomes(word[0]) != word[0] for word in unknown):
            yield f"no record has {shown(one.text)}"  # a sign of a script without spaces is no word to people
        else:
            yield from (_with_what_is_near(connection, one, word) for word in unknown)


def _alone(one: SearchTerm, word: str) -> SearchTerm:
    """Return one of the words that are looked for, which may be but a beginning."""
    return SearchTerm(((word,),), one.is_beginning and word == split(one.text)[-1])


def _with_what_is_near(connection: Connection, one: SearchTerm, word: str) -> str:
    near = nearest_words(connection, word)
    begin, end = next(SearchedTexts([one.text]).finds(SearchTerm(((word,),))), (0, len(one.text)))
    typed = shown(one.text[begin:end])  # as it was typed
    return f"no record has {typed}" + (f": {did_you_mean(near)}" if near else "")


def _elsewhere(connection: Connection, terms: Sequence[SearchTerm], noun: str, all_at_once: bool) -> str:
    number = number_of_records(connection, terms, all_at_once=all_at_once)
    if not number:
        return "each of these words is in some record, but no record has all of them"
    return f"these words stand in {count(number, 'record')}, but in no {noun} that is asked for"


def _times(text: str) -> Iterator[tuple[str, str]]:
    """Yield the days, months, quarters and years in a text, each as it was typed and as an option takes it."""
    words = text.split() if _FOUR_DIGITS.search(text) else []
    at = 0
    while at < len(words):
        for size in range(_LONGEST_TIME, 0, -1):
            phrase = " ".join(words[at : at + size])
            if period := _period(phrase):
                yield phrase, period
                at += size - 1
                break
        at += 1


def _period(text: str) -> str | None:
    if _BARE.fullmatch(text):
        return None
    from sahelcli.dates.edtf import DateError  # here: most words are no times
    from sahelcli.dates.edtf_errors import properly
    from sahelcli.dates.periods import parse_period

    try:
        return parse_period(properly(text) or text).text
    except DateError:
        return None
