"""JSON and JSON Lines as tables: paths as columns, lists anywhere, the APIs of ACLED and UCDP, and broken files."""

from __future__ import annotations

import csv
import json
import tracemalloc
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sahelcli.errors import SahelError
from sahelcli.importers import IMPORTERS
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.json_tables.json_paths import text_at, values_at
from sahelcli.importers.record_writer import Batch
from sahelcli.importers.row_errors import RowRejected
from tests.importers.sample_tables import GED, TABLES, Imported, alone, imported, written

MAPS = (("date", "day"), ("title", "headline.main"), ("x_who", "people.name"), ("x_n", "n"))
NEWS = {"day": "2023-09-24", "headline": {"main": "France leaves"}, "people": [{"name": "A"}, {"name": "B"}], "n": 1}


def events(folder: Path, text: str, name: str = "json", maps: Any = MAPS, **options: Any) -> Imported:
    """Import events of a file with this text; each cites a source that --set describes."""
    sets = (("source.title", "News"), ("source.publisher", "Paper"))
    return imported(name, written(folder, text, f"news.{name}"), options=alone(maps=maps, sets=sets, **options))


def test_paths_lead_through_objects_and_lists(tmp_path: Path) -> None:
    result = events(tmp_path, json.dumps([NEWS | {"kicker": "x"}]))
    (event,) = result.document["events"]
    assert (event["title"], event["x_who"], event["x_n"]) == ("France leaves", "A;B", "1")
    assert "columns left out: kicker" in result.notes


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("a", [1]),
        ("b.c", ["dotted"]),
        ("d.e", [2, 3]),
        ("d.1.e", [3]),
        ("d.9.e", []),
        ("f", [None]),
        ("g.h", []),
        ("i.j.k", [4]),
    ],
)
def test_what_stands_at_a_path(path: str, values: list[Any]) -> None:
    value = {"a": 1, "b.c": "dotted", "d": [{"e": 2}, {"e": 3}], "f": None, "i": {"j": {"k": 4}}}
    assert values_at(value, path) == values


def test_a_cell_is_text_or_refused() -> None:
    assert text_at({"a": [True, None, "x"]}, "a", ";") == "true;;x"
    for value, message in (({"b": 1}, "is an object"), ([[1]], "is a list of lists"), (["a;b", "c"], '";" in one of')):
        with pytest.raises(RowRejected) as caught:
            text_at({"a": value}, "a", ";")
        assert message in caught.value.faults[0].message
    assert text_at({"a": ["a;b"]}, "a", ";") == "a;b"


def test_numbers_keep_their_digits(tmp_path: Path) -> None:
    digits = "123456789012345678901234567890.10"
    text = json.dumps([NEWS]).replace('"n": 1', f'"n": {digits}')
    assert events(tmp_path, text).document["events"][0]["x_n"] == digits


def test_the_list_is_found_or_named(tmp_path: Path) -> None:
    inside = {"meta": {"hits": 1}, "response": {"docs": [NEWS]}}
    assert len(events(tmp_path, json.dumps(inside)).document["events"]) == 1
    two = inside | {"older": [NEWS | {"day": "2022"}]}
    with pytest.raises(SahelError, match=r"lists of objects stand at response\.docs, older") as caught:
        events(tmp_path, json.dumps(two))
    assert caught.value.hint == "name one: --records PATH"
    assert events(tmp_path, json.dumps(two), records="older").document["events"][0]["date"] == "2022"
    for records in ("nowhere", "response"):
        with pytest.raises(SahelError, match=f'there is no list of objects at "{records}"'):
            events(tmp_path, json.dumps(two), records=records)
    with pytest.raises(SahelError, match="there is no list of objects"):
        events(tmp_path, '{"a": 1}')


def test_an_answer_that_goes_on_elsewhere_is_told(tmp_path: Path) -> None:
    result = events(tmp_path, json.dumps({"Result": [NEWS], "NextPageUrl": "https://example.org/2"}))
    assert any('is a part: the answer goes on at "https://example.org/2"' in note for note in result.notes)


def test_a_path_that_leads_nowhere_is_told_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(SahelError, match=r'nothing stands at "headline\.man"') as caught:
        events(tmp_path, json.dumps([NEWS]), maps=(("date", "day"), ("title", "headline.man")))
    assert caught.value.hint == "its objects have day, headline.main, people.name, n"


def test_each_fault_has_its_line(tmp_path: Path) -> None:
    good = json.dumps(NEWS)
    bad = ['{"day": 1, "day": 2}', "7", '{"n": NaN}', '{"n": -Infinity}', '{"day": "soon", "headline": {"main": "x"}}']
    both = events(tmp_path, "[" + ",\n".join([good, *bad]) + "]")
    lines = events(tmp_path, "\n".join([good, *bad, '{"day"', "[" * 100_000]), "jsonl")
    for item in (both, lines):
        assert len(item.document["events"]) == 1
        message = "\n".join(item.lines)
        for line, what in enumerate(("stands twice", "this is no object", "NaN is no", "-Infinity is no", '"soon"'), 2):
            assert any(each.startswith(f"{line}: error: ") and what in each for each in item.lines), message
    assert "7: error: the JSON ends before its end [syntax]" in lines.lines
    assert "8: error: the JSON is nested too deep [syntax]" in lines.lines


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[" * 100_000, "1: the JSON is nested too deep"),
        ('{"a":' * 100_000, "1: the JSON is nested too deep"),
        ('[{"day": "2023"},\n{', "2: "),
        ("day,title\n", "1: this is no JSON"),
        ('{"a": 1}\n{"a": 2}\n', "2: something stands behind the end of the JSON"),
    ],
    ids=["lists", "objects", "cut off", "csv", "lines"],
)
def test_what_is_no_json_is_one_error(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SahelError) as caught:
        events(tmp_path, text)
    assert message in caught.value.message


def test_a_long_cell_is_a_row_with_an_error(tmp_path: Path) -> None:
    result = events(tmp_path, json.dumps([NEWS | {"headline": {"main": "x" * 200_000}}, NEWS]), "json")
    assert len(result.document["events"]) == 1
    assert len(result.found) >= 1


def as_objects(table: Path) -> list[dict[str, Any]]:
    """Return the rows of a publisher's table as its API gives them: numbers as numbers, what is empty as null."""
    with table.open(encoding="utf-8-sig", newline="") as file:
        return [{name: _as_api(cell) for name, cell in row.items()} for row in csv.DictReader(file)]


def _as_api(cell: str) -> str | int | None:
    return int(cell) if cell.isdecimal() and cell == str(int(cell)) else cell or None


@pytest.mark.parametrize(
    ("name", "table", "wrapped"),
    [
        ("ucdp-ged", GED[-1], "Result"),
        ("acled", TABLES / "acled-2024.csv", "data"),
    ],
)
def test_the_answers_of_apis_are_read_as_the_tables_are(tmp_path: Path, name: str, table: Path, wrapped: str) -> None:
    answer = {"status": 200, "success": True, wrapped: as_objects(table)}
    path = written(tmp_path, json.dumps(answer), "answer.json")
    bare = written(tmp_path, json.dumps(answer[wrapped]), "bare.json")
    assert imported(name, path).text == imported(name, bare).text == imported(name, table).text


def test_a_publishers_spreadsheet_is_read_as_its_table_is(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    from tests.importers.workbooks import xlsx

    rows = as_objects(GED[-1])
    path = xlsx(tmp_path / "ged.xlsx", {"Sheet1": [list(rows[0]), *(list(row.values()) for row in rows)]})
    assert imported("ucdp-ged", path).text == imported("ucdp-ged", GED[-1]).text


def test_a_look_has_the_paths_first(tmp_path: Path) -> None:
    for name, text in (("json", json.dumps([NEWS])), ("jsonl", json.dumps(NEWS))):
        importer = next(importer for importer in IMPORTERS if importer.name == name)
        with importer.load().raw(str(written(tmp_path, text)), ImportOptions()) as table:
            rows = [row.cells for row in table.rows]
        assert rows == [["day", "headline.main", "people.name", "n"], ["2023-09-24", "France leaves", "A;B", "1"]]


def test_lines_are_read_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    sizes = []
    for number in (2_000, 8_000):
        line = json.dumps({"day": "2023", "headline": {"main": "x"}, "text": "y" * 2_000})
        path.write_text("\n".join([line] * number))
        module = __import__("sahelcli.importers.json_tables.json_lines", fromlist=["opened"])
        tracemalloc.start()
        with module.opened(str(path), _Columns, ImportOptions()) as table:
            assert sum(1 for _ in table.rows) == number
        sizes.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert sizes[1] < 1.5 * sizes[0]


class _Columns:
    wanted, required, others = ("day",), ("day",), dict[str, str]()


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=60)


@settings(max_examples=40)
@given(st.lists(TEXTS.filter(str.strip), min_size=1, max_size=6), st.booleans(), st.booleans())
def test_texts_come_back_to_the_letter(texts: list[str], in_lines: bool, escaped: bool) -> None:
    rows = [{"t": {"x": text}, "id": f"q{number}"} for number, text in enumerate(texts)]
    dumped = [json.dumps(row, ensure_ascii=escaped) for row in rows]
    sets = (("speaker", "a"), ("date", "2023"), ("language", "fr"), ("source.title", "n"), ("source.publisher", "p"))
    name, text = ("jsonl", "\n".join(dumped)) if in_lines else ("json", f"[{','.join(dumped)}]")
    with TemporaryDirectory() as folder:
        options = alone(kind="quote", maps=(("text", "t.x"), ("id", "id")), sets=sets)
        result = imported(name, written(Path(folder), text), options=options)
    assert [quote["text"] for quote in result.document["quotes"]] == texts


@pytest.mark.parametrize("inside", ["", "data.items"])
def test_objects_are_told_as_they_are_imported(tmp_path: Path, inside: str) -> None:
    objects = [NEWS | {"headline": {"main": f"Number {number}"}} for number in range(5_000)]
    path = written(tmp_path, json.dumps({"data": {"items": objects}} if inside else objects), "news.json")
    seen: list[int] = []
    importer = next(importer for importer in IMPORTERS if importer.name == "json")
    done = [
        sum(seen)
        for piece in importer.read([str(path)], alone(maps=MAPS, sets=(("sources", "s"),), advance=seen.append))
        if isinstance(piece, Batch)
    ]
    assert len(set(done)) > 10
    assert 0.99 < sum(seen) / path.stat().st_size <= 1
