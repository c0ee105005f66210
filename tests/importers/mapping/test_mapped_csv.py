"""Tables of any kind: what --map says, and nothing guessed."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.errors import UsageError
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.mapping.mapped_csv import MappedImport
from sahelcli.importers.row_errors import RowError, RowRejected
from sahelcli.model.kinds import KINDS
from sahelcli.toml.writer import record
from tests.importers.sample_tables import TABLES, Imported, alone, imported, pairs, written

EVENT = (("date", "Date"), ("title", "Title"), ("sources", "Source"))


def events(folder: Path, text: str, *more: str, **options: Any) -> Imported:
    """Import events of a table with the columns Date, Title and Source."""
    path = written(folder, f"Date,Title,Source\n{text}")
    return imported("csv", path, options=alone(maps=EVENT + pairs(*more), **options))


def test_a_row_becomes_the_record_its_columns_are_mapped_to(tmp_path: Path) -> None:
    assert events(tmp_path, "2023-09-24,France leaves,le-monde\n").text == (
        "# Imported from a table with `sahel import csv`.\n"
        "\n"
        "[[events]]\n"
        'id = "2023-09-24-france-leaves"\n'
        'date = "2023-09-24"\n'
        'title = "France leaves"\n'
        'sources = ["le-monde"]\n'
    )


@pytest.mark.parametrize(
    "text", ["007", "n/a", "NULL", "true", "1e5", "-", "N/A; none", "=SUM(A1)", "[sic]", '"quoted" \\ ok']
)
def test_text_stays_as_it_is(tmp_path: Path, text: str) -> None:
    cell = '"' + text.replace('"', '""') + '"'
    (event,) = events(tmp_path, f"2023,{cell},s\n").document["events"]
    assert event["title"] == text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1), min_size=1))
def test_any_text_is_kept_to_the_letter(texts: list[str]) -> None:
    table = MappedImport(
        alone(kind="quote", maps=pairs("text=T"), sets=pairs("speaker=x", "date=2023", "language=fr", "sources=s"))
    )
    for text in texts:
        try:
            document = tomllib.loads("".join(record(*made) for made in table.row((text,), _no_warning)))
        except RowRejected as refused:
            assert not text.strip() or refused.faults[0].code == "duplicate-id"
        else:
            assert document["quotes"][0]["text"] == text


def _no_warning(fault: RowError) -> None:
    raise AssertionError(fault)


@pytest.mark.parametrize(
    "date", ["2023", "2023-09", "2023-09-24", "2023-09~", "2023-07/2023-09", "../2023-12-31", "2023-07-2X"]
)
def test_dates_in_edtf_are_kept_as_written(tmp_path: Path, date: str) -> None:
    (event,) = events(tmp_path, f"{date},x,s\n").document["events"]
    assert event["date"] == date


@pytest.mark.parametrize(
    ("date", "message"),
    [
        ("24/09/2023", '2: error: date "24/09/2023": '),
        ("2023-09-31", '2: error: date "2023-09-31": September has 30 days [date]'),
        ("2023-09-24 17:30", '2: error: date "2023-09-24 17:30" has a clock time'),
        ("yesterday", '2: error: date "yesterday": '),
    ],
)
def test_other_dates_are_reported_with_their_line(tmp_path: Path, date: str, message: str) -> None:
    result = events(tmp_path, f"{date},x,s\n2023,y,s\n")
    (line,) = result.lines
    assert line.startswith(message)
    assert "--date-format" in str(result.found[0].hint)
    assert [event["title"] for event in result.document["events"]] == ["y"]


def test_date_formats_say_what_dates_mean(tmp_path: Path) -> None:
    result = events(tmp_path, "24/09/2023,x,s\n09/2023,y,s\n2023-09-24,z,s\n", date_formats=("%d/%m/%Y", "%m/%Y"))
    assert [event["date"] for event in result.document["events"]] == ["2023-09-24", "2023-09", "2023-09-24"]


def test_lists_and_ids(tmp_path: Path) -> None:
    path = written(tmp_path, "Date;Title;Who;Src\n2023;x;Emmanuel Macron, Élysée ,Emmanuel Macron;a,B c\n")
    options = alone(maps=pairs("date=date", "title=TITLE", "actors=Who", "sources=Src"), list_separator=",")
    (event,) = imported("csv", path, options=options).document["events"]
    assert event["actors"] == ["emmanuel-macron", "elysee"]
    assert event["sources"] == ["a", "b-c"]


def test_empty_cells_are_no_values_and_fixed_ones_stand_in(tmp_path: Path) -> None:
    result = events(tmp_path, "2023,x,s\n2024,y,\n", "summary=Title", sets=pairs("tags=coup;vote", "x_batch=7"))
    first = result.table("events")["2023-x"]
    assert (first["tags"], first["x_batch"], first["summary"]) == (["coup", "vote"], "7", "x")
    assert result.lines == ['3: error: an event needs "sources" [missing-key]']


def test_a_row_can_describe_the_source_it_cites(tmp_path: Path) -> None:
    path = written(tmp_path, "D,T,P,U\n2023-01-01,a,Le Monde,https://x.org/1\n2023-01-02,b,Le Monde,https://x.org/1\n")
    maps = pairs("date=D", "title=T", "source.publisher=P", "source.url=U", "source.published=D", "source.title=T")
    result = imported("csv", path, options=alone(maps=maps))
    assert len(result.table("sources")) == 2
    same = imported("csv", path, options=alone(maps=maps[:4], sets=pairs("source.title=Live")))
    (source,) = same.table("sources").values()
    assert source == {
        "id": source["id"],
        "title": "Live",
        "publisher": "Le Monde",
        "url": "https://x.org/1",
    }
    assert {tuple(event["sources"]) for event in same.document["events"]} == {(source["id"],)}
    assert same.dataset.diagnostics == ()


def test_a_refused_row_leaves_no_source_behind_and_takes_none_away(tmp_path: Path) -> None:
    path = written(tmp_path, "D,T,P\nbad,a,Le Monde\n2023,b,Le Monde\n")
    options = alone(maps=pairs("date=D", "title=T", "source.publisher=P"), sets=pairs("source.title=Live"))
    result = imported("csv", path, options=options)
    assert len(result.table("sources")) == len(result.table("events")) == 1
    assert result.dataset.diagnostics == ()


@pytest.mark.parametrize(
    ("kind", "header", "row", "maps"),
    [
        ("actor", "N;K;D", "Mali;state;A country", ("name=N", "kind=K", "description=D")),
        ("place", "N;K;Y;X", "Gao;city;16.27;-0.04", ("name=N", "kind=K", "latitude=Y", "longitude=X")),
        ("source", "T;P;R", "Live;Le Monde;true", ("title=T", "publisher=P", "reworded=R")),
    ],
)
def test_other_kinds(tmp_path: Path, kind: str, header: str, row: str, maps: tuple[str, ...]) -> None:
    result = imported("csv", written(tmp_path, f"{header}\n{row}\n"), options=alone(kind=kind, maps=pairs(*maps)))
    assert result.lines == []
    assert result.dataset.diagnostics == ()


def test_figures_and_what_is_no_number(tmp_path: Path) -> None:
    path = written(tmp_path, 'n,d\n"1,500",2023\n1500,2023\n-3,2023\n')
    sets = pairs("force=france", "place=niger", "measure=deployed", "sources=s")
    result = imported("csv", path, options=alone(kind="figure", maps=pairs("low=n", "date=d"), sets=sets))
    (figure,) = result.document["figures"]
    assert figure["low"] == 1500
    assert result.lines == [
        '2: error: "low" must be a whole number in digits, not "1,500" [number]',
        '4: error: "low" must be a whole number in digits, not "-3" [number]',
    ]


@pytest.mark.parametrize(
    ("kind", "sets", "message"),
    [
        ("actor", ("kind=king",), '"kind" cannot be "king"'),
        ("actor", ("kind=state", "country=mali"), '"mali" is not a country code'),
        ("place", ("kind=city", "latitude=99"), '"latitude" is 99.0, above 90'),
        ("place", ("kind=city", "latitude=north"), '"latitude" must be a number such as 13.51, not "north"'),
        ("source", ("publisher=p", "reworded=yes"), '"reworded" must be true or false, not "yes"'),
    ],
)
def test_what_the_reader_would_not_take_is_no_record(
    tmp_path: Path, kind: str, sets: tuple[str, ...], message: str
) -> None:
    path = written(tmp_path, "n\nx\n")
    name = "title" if kind == "source" else "name"
    more = ("description=d",) if kind == "actor" else ()
    options = alone(kind=kind, maps=pairs(f"{name}=n"), sets=pairs(*sets, *more))
    try:
        result = imported("csv", path, options=options).lines[0]
    except UsageError as error:  # a fixed text is judged before any row
        result = error.message
    assert message in result


def test_long_titles_are_cut_aloud_and_kept_whole(tmp_path: Path) -> None:
    title = "word " * 60
    result = events(tmp_path, f"2023,{title},s\n", "summary=Source")
    (event,) = result.document["events"]
    assert event["title"] == title[:199] + "…"
    assert event["summary"] == f"{title}\n\ns"
    assert result.lines == [
        "2: warning: the event's title is no line of 200 characters: it is cut, and the summary holds it whole [title]"
    ]


def test_the_same_id_twice_is_reported(tmp_path: Path) -> None:
    result = events(tmp_path, "2023,x,s\n2023,x,t\n")
    assert result.lines == ['3: error: a row before this one has the id "2023-x" [duplicate-id]']
    with_ids = events(tmp_path, "2023,x,1\n2023,x,2\n", "id=Source")
    assert set(with_ids.table("events")) == {"1", "2"}


def test_columns_that_nothing_is_mapped_to_are_named(tmp_path: Path) -> None:
    path = written(tmp_path, "Date,Title,Mood\n2023,x,grim\n")
    result = imported("csv", path, options=alone(maps=EVENT[:2], sets=pairs("sources=s")))
    assert result.notes[1:3] == ("columns left out: Mood", "1 event written")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (ImportOptions(), "no column is named"),
        (alone(maps=pairs("titel=Title")), 'an event has no key "titel" that a column can fill'),
        (alone(maps=pairs("title=Title", "title=Date")), 'the key "title" is given 2 columns, and takes one column'),
        (alone(maps=pairs("date=A,B,C,D")), 'the key "date" is given 4 columns, and takes at most 3, the year'),
        (alone(maps=pairs("title=,")), "--map title=, names no column"),
        (alone(maps=pairs("source.url=A,B", "source.title=C,D,E")), "the keys of sources are given 2 and 3 columns"),
        (alone(maps=pairs("title=Title"), sets=pairs("title=x")), 'the key "title" is given twice'),
        (alone(maps=pairs("title=Headline")), 'no column "Headline"'),
        (alone(kind="actor", maps=pairs("roles=Title")), 'an actor has no key "roles" that a column can fill'),
        (alone(kind="place", maps=pairs("source.title=Title")), 'a place has no key "source.title"'),
        (alone(maps=pairs("x_=Title")), 'no key "x_"'),
    ],
)
def test_what_makes_no_sense_is_wrong_use(tmp_path: Path, options: ImportOptions, message: str) -> None:
    path = written(tmp_path, "Date,Title\n2023,x\n")
    with pytest.raises(UsageError, match=message):
        imported("csv", path, options=options)


def test_a_table_in_another_encoding() -> None:
    path = TABLES / "chronologie-cp1252.csv"
    options = alone(
        maps=pairs("date=Jour", "title=Fait", "source.publisher=Journal", "source.title=Fait", "source.url=Adresse"),
        encoding="windows-1252",
        date_formats=("%d/%m/%Y", "%m/%Y"),
    )
    result = imported("csv", path, options=options)
    assert [(event["date"], event["title"]) for event in result.document["events"]] == [
        ("2023-09-24", "La France annonce son départ; «\u00a0fin\u00a0»"),
        ("2023-10", "Départ des premiers soldats"),
    ]
    assert {source["publisher"] for source in result.document["sources"]} == {"L’Exemple"}
    assert result.dataset.diagnostics == ()


def test_every_kind_can_be_imported() -> None:
    for kind in KINDS:
        assert MappedImport(alone(kind=kind.name, maps=pairs("id=Id"))).columns.wanted == ("Id",)
