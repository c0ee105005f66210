"""Totality: what a record holds is on every surface.

A dataset is made from the models themselves, with a word of its own in every field of every kind. A field that is added
to a model gets its word here by its type, and is missed by name wherever it is not carried on.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import openpyxl
import pyarrow.parquet
import pytest
import tomli_w

from sahelcli.dates.edtf import Date
from sahelcli.model.base import Country, Language, StrictTable
from sahelcli.model.kinds import KINDS
from sahelcli.model.reference_fields import Reference
from tests.terminal import Sahel, Terminal

Name = str
"""A field as it is missed: `event.summary`, or `actor.roles.title` for a table within a record."""

LANGUAGES = {"sw": "Swahili", "ha": "Hausa", "fi": "Finnish", "tr": "Turkish"}
COUNTRIES = {"MN": "Mongolia", "FI": "Finland", "PE": "Peru", "NZ": "New Zealand"}

ACTORS_AND_PLACES = (
    "the page names actors and places where they act, speak and lie, and has no list of its own for them"
)
NO_WORD = "search looks for words; ids, days, numbers, codes and closed sets of words have options of their own"
REFERENCE = "search looks into a record's own words, and of records it names into actors, places and tags alone"

DATED = "a timeline of Timesketch has what is dated, which names actors, places and sources and says no more of them"

EXCEPTIONS: dict[str, dict[str, tuple[Name, ...]]] = {
    "html": {
        ACTORS_AND_PLACES: ("actor.kind", "place.country", "place.aliases"),
        "the renderings stand side by side, and their common id is for files": ("quote.utterance",),
    },
    "site": {"the renderings stand side by side, and their common id is for files": ("quote.utterance",)},
    "timesketch": {
        DATED: (
            *("actor.kind", "actor.description", "actor.country", "actor.aliases", "actor.note", "actor.sources"),
            *("actor.roles.title", "actor.roles.of", "actor.roles.since", "actor.roles.until"),
            *("place.kind", "place.country", "place.part_of", "place.latitude", "place.longitude"),
            *("place.aliases", "place.note", "source.language", "source.accessed", "source.note"),
        ),
    },
    "search": {
        NO_WORD: (
            *("event.id", "quote.id", "figure.id", "actor.id", "place.id", "source.id", "quote.utterance"),
            *("event.date", "quote.date", "figure.date", "source.published", "source.accessed"),
            *("actor.roles.since", "actor.roles.until", "figure.low", "figure.high"),
            *("place.latitude", "place.longitude", "figure.qualifier", "actor.kind", "place.kind"),
            *("actor.country", "place.country", "quote.language", "quote.original_language", "source.language"),
            *("source.url", "source.archive_url"),
        ),
        REFERENCE: (
            *("event.sources", "quote.sources", "figure.sources", "actor.sources"),
            *("event.related", "quote.event", "place.part_of", "actor.roles.of"),
        ),
    },
}
"""Of each surface the fields whose word is not there, by the reason."""
SAID_BY_ANOTHER = {("site", "quote.translated"): "a page names the original language, and says so by that"}


def excepted(surface: str) -> set[Name]:
    return {name for names in EXCEPTIONS.get(surface, {}).values() for name in names}


@dataclass
class Dataset:
    """Tables of TOML with a word in every field; `words` are the forms in which each may be met, any of them."""

    tables: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {kind.table: [] for kind in KINDS})
    words: dict[Name, tuple[str, ...]] = field(default_factory=dict)
    truths: list[Name] = field(default_factory=list)
    number: int = 0

    def __post_init__(self) -> None:
        self.languages, self.countries = iter(LANGUAGES.items()), iter(COUNTRIES.items())
        self.tables["sources"].append({"id": "plain", "title": "Plain", "publisher": "Plain", "language": "en"})
        for kind in KINDS:
            record = self.table(kind.name, kind.model) | {"id": f"full-{kind.name}"}
            self.words[f"{kind.name}.id"] = (f"full-{kind.name}",)
            self.tables[kind.table].append(record)
        utterance = self.tables["quotes"][0] | {"id": "other-rendering", "text": "Other.", "sources": ["plain"]}
        self.tables["quotes"].append(utterance)
        named = {"actors": ["full-actor"], "places": ["full-place"], "sources": ["full-source"]}
        self.tables["events"].append({"id": "naming", "date": "2020", "title": "Naming"} | named)

    def table(self, prefix: Name, model: type[StrictTable]) -> dict[str, Any]:
        """Return a table that has every key of a model."""
        hints = get_type_hints(model, include_extras=True)
        return {key: self.value(f"{prefix}.{key}", hints[key]) for key in model.model_fields}

    def value(self, name: Name, hint: Any) -> Any:
        """Return a value of a type that no other field has; TypeError for a type that this does not know."""
        self.number += 1
        word = "zz" + name.replace(".", "").replace("_", "")
        arguments = get_args(hint)
        if hint == Language:
            return self.coded(name, self.languages)
        if hint == Country:
            return self.coded(name, self.countries)
        if get_origin(hint) is tuple or type(None) in arguments:
            value = self.value(name, arguments[0])
            return [value] if get_origin(hint) is tuple else value
        if get_origin(hint) is Annotated:
            kinds = [kind for mark in arguments[1:] if isinstance(mark, Reference) for kind in mark.kinds]
            return self.referred(name, word, kinds[0]) if kinds else self.value(name, arguments[0])
        return self.plain(name, word, hint)

    def plain(self, name: Name, word: str, hint: Any) -> Any:
        if hint is bool:
            self.truths.append(name)
            return True
        if isinstance(hint, type) and issubclass(hint, StrictTable):
            return self.table(name, hint)
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            value = list(hint)[-1].value
            self.words[name] = (value,)
            return value
        made: dict[Any, Callable[[], tuple[Any, tuple[str, ...]]]] = {
            str: lambda: (f"https://{word}.example/", (word,)) if name.endswith("url") else (word, (word,)),
            int: lambda: (70_000 + self.number, (str(70_000 + self.number), f"70,{self.number:03}")),
            float: lambda: (20 + self.number / 1000, (str(20 + self.number / 1000),)),
            Date: lambda: (f"{1600 + self.number}-03-04", (str(1600 + self.number),)),
        }
        if hint not in made:
            raise TypeError(f"say in this test how {name} gets a word of its own: {hint}")
        value, self.words[name] = made[hint]()
        return value

    def coded(self, name: Name, codes: Iterator[tuple[str, str]]) -> str:
        code, spoken = next(codes)
        self.words[name] = (f'"{code}"', f",{code},", f"|{code}|", f"\t{code}\n", spoken)
        return code

    def referred(self, name: Name, word: str, kind: str) -> str:
        """Make the record that a field names, called as the field is."""
        self.words[name] = (word,)
        needed: dict[str, dict[str, Any]] = {
            "event": {"title": word, "date": "2020", "sources": ["plain"]},
            "actor": {"name": word, "kind": "person", "description": "Plain."},
            "place": {"name": word, "kind": "city"},
            "source": {"title": word, "publisher": word, "language": "en"},
        }
        if kind in needed:
            self.tables[kind + "s"].append({"id": word} | needed[kind])
        return word


DATASET = Dataset()


@pytest.fixture
def whole(in_common_folder: Path) -> str:
    """The path of the dataset, which is indexed once."""
    path = in_common_folder / "every-field.toml"
    return str(path) if path.exists() else written(in_common_folder, dict(DATASET.tables))


def written(folder: Path, dataset: dict[str, Any]) -> str:
    path = folder / "every-field.toml"
    path.write_bytes(tomli_w.dumps(dataset).encode())
    return str(path)


def pages(sahel: Sahel, path: str, *options: str) -> str:
    """Return the pages of the full record of each kind, one after the other."""
    results = [sahel("show", f"{kind.name}:full-{kind.name}", "-d", path, *options) for kind in KINDS]
    assert [(result.code, result.stderr) for result in results] == [(0, "")] * len(KINDS)
    return "".join(result.stdout for result in results)


def exported(sahel: Sahel, path: str, form: str, target: Path) -> Path:
    result = sahel("export", form, "-d", path, "-o", str(target))
    assert result.code == 0, result.stderr
    return target


def database(sahel: Sahel, path: str, folder: Path) -> str:
    with closing(sqlite3.connect(exported(sahel, path, "sqlite", folder / "every.db"))) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table')")]
        rows = [row for name in tables for row in connection.execute(f'SELECT * FROM "{name}"')]  # noqa: S608 - names as SQLite gives them
        return "\n".join("|" + "|".join(map(str, row)) + "|" for row in rows)


def arrow(sahel: Sahel, path: str, folder: Path) -> str:
    files = sorted(exported(sahel, path, "parquet", folder / "every").iterdir())
    rows = [row for file in files for row in pyarrow.parquet.read_table(file).to_pylist()]
    return json.dumps(rows, ensure_ascii=False, default=str)


def workbook(sahel: Sahel, path: str, folder: Path) -> str:
    book = openpyxl.load_workbook(exported(sahel, path, "xlsx", folder / "every.xlsx"))
    rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    return "\n".join("|" + "|".join(map(str, row)) + "|" for row in rows)


def follow_the_money(sahel: Sahel, path: str, folder: Path) -> str:
    """Return the entities, with codes of countries in capital letters as ours are."""
    entities = [
        json.loads(line) for line in exported(sahel, path, "ftm", folder / "every.json").read_text().splitlines()
    ]
    countries = [code.upper() for entity in entities for code in entity["properties"].get("country", ())]
    return json.dumps([entities, countries], ensure_ascii=False)


def facts(sahel: Sahel, path: str, folder: Path) -> str:
    files = sorted(exported(sahel, path, "facts", folder / "facts").rglob("kind=*/*/*.parquet"))
    rows = [row for file in files for row in pyarrow.parquet.ParquetFile(file).read().to_pylist()]
    return "".join(row["row"] for row in rows)


def site(sahel: Sahel, path: str, folder: Path) -> str:
    """Return what the pages of records say, but for what lies beside them."""
    files = sorted(exported(sahel, path, "site", folder / "site").glob("[eqfaps]/*/index.html"))
    return "".join(re.sub(r"<head>.*?</head>", "", file.read_text("utf-8"), flags=re.DOTALL) for file in files)


SURFACES: dict[str, Callable[[Sahel, str, Path], str]] = {
    "json": lambda sahel, path, _: pages(sahel, path, "--json"),
    "csv": lambda sahel, path, _: pages(sahel, path, "-f", "csv"),
    "markdown": lambda sahel, path, _: pages(sahel, path, "-f", "markdown"),
    "show": lambda sahel, path, _: pages(sahel, path),
    "html": lambda sahel, path, folder: exported(sahel, path, "html", folder / "every.html").read_text(),
    "site": site,
    "sqlite": database,
    "parquet": arrow,
    "facts": facts,
    "xlsx": workbook,
    "ftm": follow_the_money,
    "timesketch": lambda sahel, path, folder: exported(sahel, path, "timesketch", folder / "every.jsonl").read_text(),
}


def without_signs(text: str) -> str:
    """Return a text as it is read: backslashes that keep Markdown from acting are no part of it."""
    return re.sub(r"\\(?=\W)", "", text)


@pytest.mark.parametrize("surface", SURFACES)
def test_the_word_of_every_field_is_there(surface: str, sahel: Sahel, whole: str, tmp_path: Path) -> None:
    text = without_signs(SURFACES[surface](sahel, whole, tmp_path))
    missed = {name for name, forms in DATASET.words.items() if not any(form in text for form in forms)}
    assert missed == excepted(surface)


def test_a_terminal_shows_the_word_of_every_field(terminal: Terminal, whole: str) -> None:
    ids = [f"{kind.name}:full-{kind.name}" for kind in KINDS]
    text = terminal("show", *ids, "-d", whole, columns=140).text
    assert {name for name, forms in DATASET.words.items() if not any(form in text for form in forms)} == set()


@pytest.mark.parametrize("surface", SURFACES)
def test_a_truth_makes_a_difference(surface: str, sahel: Sahel, whole: str, tmp_path: Path) -> None:
    one = SURFACES[surface](sahel, whole, tmp_path)
    for name in DATASET.truths:
        folder = tmp_path / name
        folder.mkdir()
        other = SURFACES[surface](sahel, written(folder, without(name)), folder)
        assert (name, one == other) == (name, (surface, name) in SAID_BY_ANOTHER)


def without(name: Name) -> dict[str, Any]:
    """Return the tables of the dataset, but that one truth of a full record is none."""
    kind, key = name.split(".")
    records = DATASET.tables[f"{kind}s"]
    changed = [record | ({key: False} if record["id"] == f"full-{kind}" else {}) for record in records]
    return DATASET.tables | {f"{kind}s": changed}


def test_the_word_of_every_field_is_found(sahel: Sahel, whole: str) -> None:
    missed = set()
    for name, forms in DATASET.words.items():
        hits = sahel("search", forms[-1], "-d", whole, "--json").json()
        if f"full-{name.partition('.')[0]}" not in {hit["id"] for hit in hits}:
            missed.add(name)
    assert missed == excepted("search")
