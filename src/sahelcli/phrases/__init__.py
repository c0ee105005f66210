"""Wording of rows for people: publishers, the order of sources, languages, quotation marks, roles, counts, names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from sahelcli.dates.edtf import DateError, parse
from sahelcli.dates.formatting import words

if TYPE_CHECKING:
    from sahelcli.json_contract import Citation, QuoteRow, RoleRow
    from sahelcli.row_types import Attributed, MaybeSourced, Named, Sourced

NO_SOURCE = "no source"
MAYBE_OUTSIDE = "≈"
_UNDATED = (True, (0, 0))
_QUOTATION_MARKS = {"“": "”", "«": "»", '"': '"', "„": "“", "‘": "’", "‹": "›", "「": "」"}


def publisher(source: Citation) -> str:
    """Return the publisher and whose copy it is: `Devdiscourse (Reuters)`, `Zambian Observer (reworded CNN)`."""
    agency = source["agency"] if source["agency"] != source["publisher"] else None
    copy = " ".join(filter(None, ("reworded" if source["reworded"] else None, agency)))
    return f"{source['publisher']} ({copy})" if copy else source["publisher"]


def in_order(sources: Iterable[Citation]) -> list[Citation]:
    """Return the sources as people read them, each once; rows keep what the file has, in its order.

    Those that print their own words come before those that reword, dated ones before undated, earlier before later;
    all else as in the file. So no `+3` hides the only original.
    """
    return sorted({source["id"]: source for source in sources}.values(), key=_rank)


def _rank(source: Citation) -> tuple[bool, bool, tuple[int, int]]:
    return source["reworded"], *_published(source["published"])


@lru_cache(maxsize=4096)  # a dataset's sources are cited again and again
def _published(date: str | None) -> tuple[bool, tuple[int, int]]:
    """Return the sort key of a date of publication, as dates are ordered everywhere; an unknown date comes last."""
    try:
        return (False, parse(date).order) if date else _UNDATED
    except DateError:  # a comparison shows records that are not valid too
        return _UNDATED


def distinct(sources: Iterable[Citation]) -> list[Citation]:
    """Return the sources as people read them, without those whose publisher reads like that of one before."""
    by_publisher: dict[str, Citation] = {}
    for source in in_order(sources):
        by_publisher.setdefault(publisher(source), source)
    return list(by_publisher.values())


def sources_of(row: Mapping[str, object]) -> list[Citation]:
    """Return the sources of a row of any kind; none for kinds that cite none."""
    return cast("MaybeSourced", row).get("sources", [])


def account_of(row: Mapping[str, object]) -> str | None:
    """Return whose account a row is, None for kinds that do not say so."""
    return cast("Attributed", row).get("attributed_to")


def who_says(row: Sourced, most: int | None = None) -> str:
    """Return whose account it is and the publishers, `most` of them by name: `Niger's army, via Atlasinfo, TASS +1`."""
    publishers = [publisher(source) for source in distinct(row["sources"])]
    via = ", ".join(publishers[:most]) + more(len(publishers), most) or NO_SOURCE
    account = account_of(row)
    return f"{account}, via {via}" if account else via


def citation(source: Citation) -> str:
    """Return a source as it stands below a quotation: publisher and date, where it has one."""
    return _dated(publisher(source), source)


def rewording(source: Citation) -> str:
    """Return a source as it stands after "reworded by": `Zambian Observer (from CNN), 26 Sep 2023`."""
    agency = source["agency"]
    return _dated(f"{source['publisher']} (from {agency})" if agency else source["publisher"], source)


def tongue(row: QuoteRow) -> str:
    """Return the language of a quotation: `French`, `English, translated from French`."""
    from sahelcli.phrases.language_names import language

    name = language(row["language"])
    if original := row["original_language"]:
        return f"{name}, translated from {language(original)}"
    return f"{name}, translated" if row["translated"] else name


def quoted(row: QuoteRow, text: str) -> str:
    """Return the words in quotation marks; reported speech has none, and words printed with their own keep those."""
    closing = _QUOTATION_MARKS.get(text[:1])
    has_own = len(text) > 1 and text.find(closing, 1) == len(text) - 1 if closing else False
    return text if row["reported"] or has_own else f"“{text}”"


def role(row: RoleRow) -> str:
    """Return a role in words: `President of France`, `Secretary of State, United States`."""
    from sahelcli.phrases.country_names import of_country

    title, body = row["title"], row["of"]["name"]
    country = of_country(body) if not {"of", "to"} & set(title.split()) else None
    return f"{title} {country}" if country else f"{title}, {body}"


def plain(word: str) -> str:
    """Return a word of a closed set with spaces for hyphens: `armed force` for `armed-force`."""
    return word.replace("-", " ")


def count(number: int, noun: str) -> str:
    """Return `1 event`, `1,250 sources`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def counted(total: int, shown: int | None, noun: str, within: str = "") -> str:
    """Return how many there are and are shown: `19 events`, `1 of 15 utterances, 19 quotations`."""
    number = count(total, noun)
    part = f"{shown:,} of {number}" if shown is not None and shown < total else number
    return f"{part}, {within}" if within else part


def part(shown: int, total: int) -> str:
    """Return how much of a list a page has, where a limit cuts it: `, 1 of 15`."""
    return f", {shown:,} of {total:,}" if shown < total else ""


def names(references: Sequence[Named], most: int | None = None) -> str:
    """Return the names of what is referred to, `most` of them: `Niger, Paris +1`; with semicolons if need be."""
    shown = [reference["name"] for reference in references[:most]]
    return ("; " if any("," in name for name in shown) else ", ").join(shown) + more(len(references), most)


def more(number: int, most: int | None) -> str:
    """Return ` +1` where `most` of a number are shown and one is not, bound to what stands before it."""
    return f"\u00a0+{number - most}" if most is not None and number > most else ""


def _dated(name: str, source: Citation) -> str:
    return f"{name}, {words(source['published'])}" if source["published"] else name
