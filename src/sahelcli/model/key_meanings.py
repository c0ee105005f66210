"""Meanings of the keys of records, with an example of each value, for editors and for interviews."""

from __future__ import annotations

from typing import Any, NamedTuple


class Key(NamedTuple):
    """The meaning of a key, in a sentence, and examples of its values."""

    meaning: str
    examples: tuple[Any, ...] = ()


_EVERY = {
    "id": Key(
        "Names the record for all others: a-z, 0-9 and hyphens, unique within its kind. It stays as it is for good.",
        ("2023-09-24-france-announces-niger-withdrawal",),
    ),
    "note": Key("Anything to add, in the dataset's own words.", ("Title after the address of the page.",)),
    "date": Key(
        "When: a year, month or day, or an interval of these, in EDTF. ~ is about, ? is uncertain, XX is unknown.",
        ("2023-09-24", "2023-09", "2023-09~", "2023-07-26/2023-08-06", "../2023-12-31"),
    ),
    "sources": Key("Who says so: the ids of one or more sources.", (["courier-2026-01-05"],)),
    "attributed_to": Key("Whose account it is, as far as the source names them.", ("Niger's defence ministry",)),
    "country": Key("The country, two capital letters of ISO 3166-1 alpha-2.", ("NE", "FR")),
    "aliases": Key("Other names and spellings, by which it is found as well.", (["Tiani", "Omar Tchiani"],)),
    "title": Key("What it is called.", ("Macron announces French military withdrawal from Niger by year's end",)),
    "name": Key("The name under which it is shown.", ("Emmanuel Macron", "Niamey")),
    "language": Key("The language, a tag of BCP 47.", ("fr", "en", "ha", "pt-BR")),
}

_OWN = {
    "event": {
        "title": Key("What happened, in a line.", _EVERY["title"].examples),
        "summary": Key("What happened, in a few sentences.", ("He says so on television.",)),
        "actors": Key("Who takes part: ids of actors.", (["emmanuel-macron", "france"],)),
        "places": Key("Where: ids of places. Each lies in those it is part of.", (["niamey"],)),
        "tags": Key("What it is about: tags of the table [tags], where there is one.", (["withdrawal"],)),
        "related": Key("Other events that belong to it, by their ids.", (["2023-07-26-niger-coup"],)),
    },
    "quote": {
        "id": Key(_EVERY["id"].meaning, ("2023-09-24-macron-ending-cooperation",)),
        "speaker": Key("Who said it: the id of an actor.", ("emmanuel-macron",)),
        "speaker_label": Key("What the source calls a speaker whom it does not name.", ("a senior US official",)),
        "text": Key(
            "The exact words as the source prints them, brackets and dots and all, without the outer quotation marks.",
            ("Nous mettons fin à notre coopération militaire",),
        ),
        "language": Key("The language in which the words stand here, a tag of BCP 47.", ("fr", "en")),
        "translated": Key("true if the words were spoken in another language."),
        "original_language": Key("The language in which they were spoken, a tag of BCP 47.", ("fr",)),
        "reported": Key("true if the source prints it as reported speech, without quotation marks."),
        "utterance": Key("A name that renderings of the same words share.", ("macron-end-of-military-cooperation",)),
        "venue": Key("Where or in what it was said.", ("Press conference, Paris",)),
        "event": Key("The event it belongs to: an id.", ("2023-09-24-france-announces-niger-withdrawal",)),
    },
    "figure": {
        "id": Key(_EVERY["id"].meaning, ("french-troops-niger-2023-09",)),
        "force": Key(
            "Whose people are counted: the id of an actor. Without it, `counts` says who.", ("french-armed-forces",)
        ),
        "place": Key("Where: the id of a place.", ("niger",)),
        "date": Key(
            "The days for which the number holds; of a plan, the day by which it is to.", _EVERY["date"].examples
        ),
        "measure": Key("What the people are, did or suffered."),
        "low": Key("The least number; alone it means at least.", (1500,)),
        "high": Key("The greatest number; alone it means at most.", (1500,)),
        "qualifier": Key(
            "What the source's words say of the number; a bare number has none. At least is low alone, at most high."
        ),
        "counts": Key(
            "What is counted, where that is not simply troops; the same words for the same thing.", ("special forces",)
        ),
        "wording": Key("What the source says, in its words.", ("up to 3,300 troops", "several hundred")),
    },
    "actor": {
        "id": Key(_EVERY["id"].meaning, ("emmanuel-macron",)),
        "name": Key(_EVERY["name"].meaning, ("Emmanuel Macron",)),
        "kind": Key("What it is."),
        "description": Key("Who or what that is, in a sentence.", ("President of France since 2017.",)),
        "roles": Key("Offices and posts.", ([{"title": "President", "of": "france", "since": "2017-05-14"}],)),
        "sources": Key("Who says what is said here: ids of sources.", _EVERY["sources"].examples),
    },
    "role": {
        "title": Key("The office or post.", ("President",)),
        "of": Key("Of whom or where: the id of an actor or a place.", ("france",)),
        "since": Key("When it began, in EDTF. Without dates it was held at some time.", ("2017-05-14",)),
        "until": Key("When it ended, in EDTF.", ("2022-05",)),
    },
    "place": {
        "id": Key(_EVERY["id"].meaning, ("niamey",)),
        "name": Key(_EVERY["name"].meaning, ("Niamey",)),
        "kind": Key("What it is; a capital is a city."),
        "part_of": Key("The larger place in which it lies: an id.", ("niger",)),
        "latitude": Key("Degrees north, WGS 84; south is below 0.", (13.51,)),
        "longitude": Key("Degrees east, WGS 84; west is below 0.", (2.11,)),
        "aliases": Key(_EVERY["aliases"].meaning, (["Agades", "Agadès"],)),
    },
    "source": {
        "id": Key(_EVERY["id"].meaning, ("courier-2026-01-05",)),
        "title": Key("The title of the publication.", ("Two reported held near the border",)),
        "publisher": Key("Who published it, always written alike.", ("Le Monde",)),
        "language": Key("The language of the publication, a tag of BCP 47.", ("fr", "en")),
        "author": Key("Who wrote it.", ("A. Reporter",)),
        "url": Key("Its address on the web.", ("https://example.org/article",)),
        "published": Key("When it was published, in EDTF.", ("2023-09-24", "2023-09")),
        "accessed": Key("When it was read, in EDTF.", ("2023-09-25",)),
        "archive_url": Key("The address of a copy at an archive.", ("https://archive.example.org/article",)),
        "agency": Key("The agency whose copy it carries.", ("AFP", "Reuters")),
        "reworded": Key("true for an automatic paraphrase or translation: its quotations are not the speakers' words."),
    },
    "dataset": {
        "title": Key("What the dataset is called.", ("Foreign forces in the Sahel",)),
        "description": Key("What it holds, in a few sentences.", ("Events and quotations since 2012.",)),
        "version": Key("Which state of it this is.", ("1.0.0",)),
        "licence": Key("Under which licence its own words are.", ("CC-BY-4.0",)),
        "homepage": Key("Its address on the web.", ("https://example.org/chronology",)),
    },
}


def key(table: str, name: str) -> Key:
    """Return the description of a key of a kind of record, of "role" or of "dataset"; KeyError without one."""
    return _OWN[table].get(name) or _EVERY[name]


def meaning(table: str, name: str) -> str | None:
    """Return the meaning of a key in a table, or None where it has no description."""
    text = _OWN.get(table, {}).get(name) or (_EVERY.get(name) if table in _OWN else None)
    return text.meaning if text else None
