"""CSV and TSV: independent readers get back what was put in; spreadsheets get no formulas."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.formats import Format
from sahelcli.formats.cells import cell
from sahelcli.json_contract import ROWS
from tests.formats.rows import (
    ANY_TEXT,
    OF_EACH_KIND,
    actor,
    event,
    figure,
    place,
    printed,
    profile,
    report,
    role,
    source,
)


def read_csv(document: str) -> list[dict[str, str]]:
    """Read CSV as the standard library does, strictly."""
    return list(csv.DictReader(io.StringIO(document, newline=""), strict=True))


def read_tsv(document: str) -> list[dict[str, str]]:
    """Read TSV as its description in the module says: split, then take the escapes back."""
    names, *lines = [line.split("\t") for line in document.split("\n")[:-1]]
    return [dict(zip(names, map(unescaped, line), strict=True)) for line in lines]


def unescaped(cell: str) -> str:
    parts = cell.split("\\\\")
    for escape, sign in (("\\t", "\t"), ("\\n", "\n"), ("\\r", "\r")):
        parts = [part.replace(escape, sign) for part in parts]
    return "\\".join(parts)


@pytest.mark.parametrize("kind", OF_EACH_KIND)
def test_the_header_is_the_contract_also_without_rows(kind: str) -> None:
    names = list(ROWS[kind].__annotations__)
    if "sources" in names:
        names.insert(names.index("sources") + 1, "source_urls")
    assert printed(Format.CSV, report(kind)) == ",".join(names) + "\r\n"
    assert printed(Format.TSV, report(kind)) == "\t".join(names) + "\n"
    (row,) = read_csv(printed(Format.CSV, report(kind, OF_EACH_KIND[kind])))
    assert list(row) == names


def test_lists_are_ids_references_ids_and_nothing_is_empty() -> None:
    cited = [source(id="a", url="https://a.example"), source(id="b", url=None)]
    places = [{"id": "niger", "name": "Niger", "country": "NE"}, {"id": "mali", "name": "Mali", "country": "ML"}]
    (row,) = read_csv(printed(Format.CSV, report("event", event(sources=cited, places=places, tags=["a", "b"]))))
    assert row["sources"] == "a; b"
    assert row["source_urls"] == "https://a.example; "
    assert (row["places"], row["tags"], row["actors"]) == ("niger; mali", "a; b", "emmanuel-macron")
    assert (row["note"], row["certain"]) == ("", "true")


def test_roles_say_title_body_and_dates() -> None:
    roles = [role(), role(title="Minister", since=None), role(title="Mayor", since="2001", until="2008")]
    (row,) = read_csv(printed(Format.CSV, report("actor", actor(roles=roles))))
    assert row["roles"] == "President, france, 2017-05-14/..; Minister, france; Mayor, france, 2001/2008"


def test_what_stands_in_a_profile_is_named_by_its_id() -> None:
    (row,) = read_csv(printed(Format.CSV, report("profile", profile(), single=True)))
    assert row["events"] == row["first_event"] == "2023-09-24-withdrawal"
    assert row["figures"] == "french-troops-2023"


@pytest.mark.parametrize("kind", OF_EACH_KIND)
def test_many_rows_have_the_cells_that_one_value_after_the_other_has(kind: str) -> None:
    full = OF_EACH_KIND[kind]
    bare = {key: None for key in full if ROWS[kind].__annotations__.get(key) in (str | None, int | None)}
    rows = [full | {"id": f"row-{number}"} | (bare if number % 3 else {}) for number in range(200)]
    read = read_csv(printed(Format.CSV, report(kind, *rows)))
    assert read == read_tsv(printed(Format.TSV, report(kind, *rows)))
    names = [name for name in ROWS[kind].__annotations__ if name in full]
    assert [[row[name] for name in names] for row in read] == [[cell(row[name]) for name in names] for row in rows]


def test_numbers_are_exact() -> None:
    (row,) = read_csv(printed(Format.CSV, report("figure", figure(low=2**63 - 1, high=None))))
    assert (row["low"], row["high"]) == ("9223372036854775807", "")


def test_fields_narrow_and_order_the_columns() -> None:
    document = printed(Format.CSV, report("event", event()), fields=("sources", "id"))
    assert document == "sources,source_urls,id\r\ntimes-2023,https://example.org/a,2023-09-24-withdrawal\r\n"


@given(ANY_TEXT, st.sampled_from(";\t|,"))
def test_any_sign_between_cells_leaves_them_as_they_are(text: str, sign: str) -> None:
    rows = (event(title=text + sign, note=sign), event(title=text))
    document = printed(Format.CSV, report("event", *rows), separator=sign)
    table = list(csv.DictReader(io.StringIO(document, newline=""), delimiter=sign, strict=True))
    assert [(row["title"], row["note"]) for row in table] == [(text + sign, sign), (text, "")]
    assert table == read_csv(printed(Format.CSV, report("event", *rows)))


@given(st.sampled_from(["", "a", ",", '"', "\r", "\n", "é", " "]).flatmap(lambda sign: ANY_TEXT.map(sign.__add__)))
def test_the_standard_library_writes_the_same(text: str) -> None:
    expected = io.StringIO(newline="")
    csv.writer(expected).writerows([("title", "note"), (text, "")])
    assert printed(Format.CSV, report("event", event(title=text)), fields=("title", "note")) == expected.getvalue()


def test_a_sole_empty_cell_is_no_empty_line() -> None:
    assert printed(Format.CSV, report("event", event(note=None)), fields=("note",)) == 'note\r\n""\r\n'


@given(ANY_TEXT, st.sampled_from([Format.CSV, Format.TSV]))
def test_any_text_comes_back(text: str, form: Format) -> None:
    read = read_csv if form is Format.CSV else read_tsv
    rows = read(printed(form, report("event", event(title=text), event(title="next"))))
    assert [row["title"] for row in rows] == [text, "next"]


@given(ANY_TEXT)
def test_a_record_is_one_line_of_tsv(text: str) -> None:
    document = printed(Format.TSV, report("event", event(title=text)))
    assert document.count("\n") == 2
    assert "\r" not in document


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝1"])
@pytest.mark.parametrize("form", [Format.CSV, Format.TSV])
def test_excel_gets_no_formula(text: str, form: Format) -> None:
    read = read_csv if form is Format.CSV else read_tsv
    document = printed(form, report("event", event(title=text)), excel=True)
    assert document.startswith("\ufeff")
    assert read(document.removeprefix("\ufeff"))[0]["title"] == f"'{text}"
    assert read(printed(form, report("event", event(title=text))))[0]["title"] == text


@pytest.mark.parametrize(("row", "key", "cell"), [(place(), "longitude", "-2.11"), (place(), "latitude", "13.51")])
def test_in_excel_numbers_stay_numbers(row: dict[str, Any], key: str, cell: str) -> None:
    assert read_csv(printed(Format.CSV, report("place", row), excel=True))[0][key] == cell
