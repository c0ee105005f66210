"""How people say what a row holds: who says so, in which language, held which role."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sahelcli.dates.formatting import words
from sahelcli.phrases.source_order import in_order

NO_SOURCE = "no source"
MAYBE_OUTSIDE = "≈"
_QUOTATION_MARKS = {"“": "”", "«": "»", '"': '"', "„": "“", "‘": "’", "‹": "›", "「": "」"}


def publisher(source: dict[str, Any]) -> str:
    """Return who printed it and whose copy it is: `Devdiscourse (Reuters)`, `Zambian Observer (reworded CNN)`."""
    agency = source["agency"] if source["agency"] != source["publisher"] else None
    copy = " ".join(filter(None, ("reworded" if source["reworded"] else None, agency)))
    return f"{source['publisher']} ({copy})" if copy else str(source["publisher"])


def distinct(sources: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the sources as people read them, without those whose publisher reads like that of one before."""
    unlike: dict[str, dict[str, Any]] = {}
    for source in in_order(sources):
        unlike.setdefault(publisher(source), source)
    return list(unlike.values())


def who_says(row: dict[str, Any], most: int | None = None) -> str:
    """Return whose account it is and the publishers, `most` of them by name: `Niger's army, via Atlasinfo, TASS +1`."""
    known = [publisher(source) for source in distinct(row["sources"])]
    via = ", ".join(known[:most]) + more(len(known), most) or NO_SOURCE
    account = row.get("attributed_to")
    return f"{account}, via {via}" if account else via


def citation(source: dict[str, Any]) -> str:
    """Return a source as it stands below a quotation: publisher and date, where it has one."""
    return _dated(publisher(source), source)


def rewording(source: dict[str, Any]) -> str:
    """Return a source as it stands after "reworded by": `Zambian Observer (from CNN), 26 Sep 2023`."""
    agency = source["agency"]
    return _dated(f"{source['publisher']} (from {agency})" if agency else source["publisher"], source)


def tongue(row: dict[str, Any]) -> str:
    """Return the language of a quotation: `French`, `English, translated from French`."""
    from sahelcli.phrases.language_names import language

    said = language(row["language"])
    if original := row["original_language"]:
        return f"{said}, translated from {language(original)}"
    return f"{said}, translated" if row["translated"] else said


def quoted(row: dict[str, Any], text: str) -> str:
    """Return the words in quotation marks; reported speech has none, and words printed with their own keep those."""
    closing = _QUOTATION_MARKS.get(text[:1])
    has_own = len(text) > 1 and text.find(closing, 1) == len(text) - 1 if closing else False
    return text if row["reported"] or has_own else f"“{text}”"


def role(row: dict[str, Any]) -> str:
    """Return a role in words: `President of France`, `Secretary of State, United States`."""
    from sahelcli.phrases.country_names import of_country

    title, body = row["title"], row["of"]["name"]
    said = of_country(body) if not {"of", "to"} & set(title.split()) else None
    return f"{title} {said}" if said else f"{title}, {body}"


def count(number: int, noun: str) -> str:
    """Return `1 event`, `1,250 sources`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def counted(total: int, shown: int | None, noun: str, within: str = "") -> str:
    """Return how many there are and are shown: `19 events`, `1 of 15 utterances, 19 quotations`."""
    number = count(total, noun)
    said = f"{shown:,} of {number}" if shown is not None and shown < total else number
    return f"{said}, {within}" if within else said


def part(row: dict[str, Any], key: str) -> str:
    """Return how much of a list a page has, where a limit cuts it: `, 1 of 15`; of quotations those that match."""
    total, shown = row.get(f"total_{key}", 0), sum(item.get("matched", True) for item in row[key])
    return f", {shown:,} of {total:,}" if shown < total else ""


def names(references: Sequence[dict[str, Any]], most: int | None = None) -> str:
    """Return the names of what is referred to, `most` of them: `Niger, Paris +1`; with semicolons if need be."""
    shown = [reference["name"] for reference in references[:most]]
    return ("; " if any("," in name for name in shown) else ", ").join(shown) + more(len(references), most)


def more(number: int, most: int | None) -> str:
    """Return ` +1` where `most` of a number are shown and one is not, bound to what stands before it."""
    return f"\u00a0+{number - most}" if most is not None and number > most else ""


def _dated(name: str, source: dict[str, Any]) -> str:
    return f"{name}, {words(source['published'])}" if source["published"] else name
