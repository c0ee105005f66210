"""Bibliographies as sources: what each format says, what has no place, and our own exports back again."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sahelcli.errors import SahelError
from sahelcli.exporters.bibtex import escaped
from sahelcli.importers.bibliography.bibtex import plain
from sahelcli.importers.import_options import ImportOptions
from sahelcli.text.sanitize import one_line, web_address
from tests.importers.sample_tables import Imported, imported, written
from tests.terminal import Sahel

pytest.importorskip("bibtexparser")

ITEM = {
    "id": "http://zotero.org/users/1/items/ABCD",
    "citation-key": "doe2023",
    "type": "article-newspaper",
    "title": "France leaves Niger",
    "container-title": "Le Monde",
    "publisher": "Groupe Le Monde",
    "author": [{"family": "Doe", "given": "Jane"}, {"literal": "The Desk"}],
    "issued": {"date-parts": [["2023", 9, "24"]]},
    "accessed": {"date-parts": [[2023, 10, 1]]},
    "URL": "https://lemonde.fr/a",
    "language": "fr",
    "volume": "12",
    "page": "3-4",
    "abstract": "A long text.",
    "note": "Seen in print.",
}
SOURCE = {
    "id": "doe2023",
    "note": "Seen in print.\nVolume: 12\nPages: 3-4\nPublished by: Groupe Le Monde",
    "title": "France leaves Niger",
    "publisher": "Le Monde",
    "language": "fr",
    "author": "Jane Doe, The Desk",
    "url": "https://lemonde.fr/a",
    "published": "2023-09-24",
    "accessed": "2023-10-01",
}
BIBTEX = r"""
@string{lm = "Le " # {Monde}}
Something between.
@article{doe2023,
  author = {Doe, Jane and {The Desk}},
  title = "{France} leaves Niger",
  journal = lm, publisher = {Groupe Le Monde},
  year = 2023, month = sep, day = 24,
  urldate = {2023-10-01},
  url = {https://lemonde.fr/a},
  langid = {french}, volume = 12, pages = {3-4}, abstract = {A long text.},
  note = {Seen in print.},
}
@book{broken, title = {x}
@misc{twice, title = {y}, title = {z}}
@misc{doe2023, title = {Other}, howpublished = {Web}, institution = {A House}}
@misc{nobody, title = {Nobody says}}
"""
RIS = """\
TY  - NEWS
ID  - doe2023
TI  - France leaves Niger
T2  - Le Monde
PB  - Groupe Le Monde
AU  - Jane Doe
AU  - The Desk
DA  - 2023/09/24/
PY  - 2023
Y2  - 2023/10/01/
UR  - https://lemonde.fr/a
LA  - fr
VL  - 12
SP  - 3-4
N1  - Seen in
print.
AB  - A long text.
ER  - \nstray
TY  - BOOK
TI  - Without end
"""
ZOTERO = """\
\ufeff"Key","Item Type","Publication Year","Author","Title","Publication Title","Url","Date","Date Added","Access Date","Publisher"
"AAAA1111","webpage","2020","Doe, J.","A page","A site","https://example.org/a","2020-07-13","2020-07-23 10:00:00","2020-07-23 12:13:34",""
"BBBB2222","book","1999","Roe, R.","A book","","","Spring 1999","2020-07-23 10:00:00","","A press"
"""  # noqa: E501  # as Zotero writes it


def sources(name: str, folder: Path, text: str, **options: Any) -> Imported:
    """Import a bibliography that has this text."""
    return imported(name, written(folder, text, f"library.{name}"), options=ImportOptions(**options))


def csl(folder: Path, *items: dict[str, Any], **options: Any) -> Imported:
    return sources("csl", folder, json.dumps(items), **options)


def test_an_item_of_csl_is_a_source_and_what_has_no_place_is_in_its_note_or_told(tmp_path: Path) -> None:
    sources = csl(tmp_path, ITEM)
    assert sources.document["sources"] == [SOURCE]
    assert sources.notes[1:] == (
        "fields left out, as sources have no place for them: abstract",
        "1 source written",
    )


def test_an_entry_of_bibtex_is_a_source_and_a_broken_one_is_told_with_its_line(tmp_path: Path) -> None:
    result = sources("bibtex", tmp_path, BIBTEX)
    note = "Seen in print.\nVolume: 12\nPages: 3-4\nPublished by: Groupe Le Monde"
    assert result.document["sources"] == [SOURCE | {"note": note}]
    assert result.lines == [
        "14: error: the entry cannot be read [syntax]",
        "15: error: a field stands twice in the entry [duplicate-key]",
        '16: error: an entry before this one has the id "doe2023" [duplicate-id]',
        "17: error: nothing says who published it [missing-key]",
    ]
    assert any(":3: text between entries is a comment" in note for note in result.notes)


def test_what_the_reader_of_bibtex_finds_broken_is_told_once_and_by_us_alone(tmp_path: Path) -> None:
    path = written(tmp_path, "@article{broken, title={never closed\n", "broken.bib")
    words = (sys.executable, "-m", "sahelcli", "import", "bibtex", str(path))  # pytest takes what is logged inside it
    broken = subprocess.run(words, capture_output=True, text=True, check=False)
    assert broken.returncode == 1
    assert "broken.bib:1: error: the entry cannot be read [syntax]\n" in broken.stderr
    assert "Parsing of" not in broken.stderr


def test_a_reference_of_ris_is_a_source(tmp_path: Path) -> None:
    result = sources("ris", tmp_path, RIS)
    note = "Seen in\nprint.\nVolume: 12\nPages: 3-4\nPublished by: Groupe Le Monde"
    assert result.document["sources"] == [SOURCE | {"note": note}]
    assert result.lines == [
        "19: error: the line belongs to no reference [tag]",
        '20: error: the reference has no end: a line "ER  - " [end]',
    ]
    assert "fields left out, as sources have no place for them: AB" in result.notes


def test_a_library_of_zotero_comes_in_whole(tmp_path: Path) -> None:
    result = sources("zotero", tmp_path, ZOTERO)
    assert result.document["sources"] == [
        {
            "id": "a-site-2020-07-13-a-page",
            "title": "A page",
            "publisher": "A site",
            "author": "Doe, J.",
            "url": "https://example.org/a",
            "published": "2020-07-13",
            "accessed": "2020-07-23",
        },
        {
            "id": "a-press-1999-a-book",
            "note": "Published: Spring 1999",
            "title": "A book",
            "publisher": "A press",
            "author": "Roe, R.",
            "published": "1999",
        },
    ]
    (warning,) = result.lines
    message = (
        'published "Spring 1999" is in no form that is known: the year 1999 is taken, and the note has it as it is'
    )
    assert warning.endswith(f"{message} [date]")


@pytest.mark.parametrize(
    ("issued", "published"),
    [
        ({"date-parts": [[2023]]}, "2023"),
        ({"date-parts": [[2023, 9]], "circa": True}, "2023-09~"),
        ({"date-parts": [[2023, 9, 24], [2023, 9, 26]]}, "2023-09-24/2023-09-26"),
        ({"raw": "2023-09"}, "2023-09"),
        ({"date-parts": [[-44, 3]]}, "-0044-03"),
        ({"date-parts": [[]]}, None),
        ({"date-parts": [["soon"]], "literal": "soon"}, None),
        ({"date-parts": [[2023]], "season": 2, "literal": "Spring 2023"}, None),
    ],
)
def test_dates_of_csl(tmp_path: Path, issued: dict[str, Any], published: str | None) -> None:
    (source,) = csl(tmp_path, ITEM | {"issued": issued}).document["sources"]
    assert source.get("published") == published
    assert ("Published: " in source["note"]) == ("literal" in issued)


def test_what_says_nothing_of_its_publisher_is_refused_unless_set(tmp_path: Path) -> None:
    items = [{"id": "a", "title": "A"}, {"id": "b", "title": "B", "publisher": "Own"}]
    sources = csl(tmp_path, *items)
    assert [source["id"] for source in sources.document["sources"]] == ["b"]
    assert sources.lines == ["1: error: nothing says who published it [missing-key]"]
    messages = csl(tmp_path, *items, sets=(("publisher", "A site"),)).document["sources"]
    assert [source["publisher"] for source in messages] == ["A site", "Own"]


def test_a_source_with_the_address_of_another_is_not_written_twice(tmp_path: Path, sahel: Sahel) -> None:
    items = [ITEM, ITEM | {"citation-key": "again", "URL": "http://lemonde.fr/a/"}]
    path = written(tmp_path, json.dumps(items), "library.json")
    first = sahel("import", "csl", str(path), "-o", str(tmp_path / "a.toml"))
    assert first.code == 0
    assert (
        '"France leaves Niger" has the address of the source doe2023, and is not written a second time' in first.stderr
    )
    assert (tmp_path / "a.toml").read_text().count("[[sources]]") == 1
    path.write_text(json.dumps([items[1]]))
    later = sahel("import", "csl", str(path), "-d", str(tmp_path / "a.toml"))
    assert "[[sources]]" not in later.stdout
    assert "has the address of the source doe2023" in later.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "1: CSL-JSON is an array of items, and this is none"),
        ("[", "1: the JSON ends before its end"),
        ('[{"id": "a"},\n{"id"', "2: the JSON ends before its end"),
        ("{}", "1: CSL-JSON is an array of items, and this is none"),
        ("[" * 100_000, "1: the JSON is nested too deep"),
        ('[{"id": "a"} {"id": "b"}]', '1: the JSON lacks a ","'),
    ],
    ids=["empty", "open", "cut off", "no array", "deep", "no comma"],
)
def test_what_is_no_csl_is_one_error(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SahelError) as caught:
        sources("csl", tmp_path, text)
    assert caught.value.message.endswith(message)


def test_items_that_are_wrong_cost_their_own_line(tmp_path: Path) -> None:
    last = '{"id": "d", "title": "D", "publisher": "P", "volume": 1e999}'
    text = f'[{{"id": "a", "id": "b"}},\n1,\n{{"volume": NaN}},\n{last}\n]'
    result = sources("csl", tmp_path, text)
    assert result.lines == [
        '1: error: the name "id" stands twice in one object [duplicate-key]',
        '2: error: "1" is no item [type]',
        "3: error: NaN is no number that JSON knows [number]",
    ]
    assert result.document["sources"][0]["note"] == "Volume: 1e999"


def test_what_is_no_ris_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(SahelError, match="no reference of RIS begins here"):
        sources("ris", tmp_path, "a,b\n")


def test_without_the_library_one_message_says_what_to_install(
    tmp_path: Path, sahel: Sahel, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, BIBTEX)
    monkeypatch.setitem(sys.modules, "bibtexparser", None)
    monkeypatch.delitem(sys.modules, "sahelcli.importers.bibliography.bibtex", raising=False)
    result = sahel("import", "bibtex", str(path))
    assert result.code == 3
    assert result.stderr.splitlines() == [
        "error: bibtex needs bibtexparser, which is not installed",
        'hint: pip install "sahel[bibtex]", or write the bibliography as CSL-JSON or RIS',
    ]


def test_map_is_refused_and_told_for_what(tmp_path: Path, sahel: Sahel) -> None:
    path = str(written(tmp_path, RIS))
    result = sahel("import", "ris", path, "--map", "title=TI")
    assert result.code == 2
    assert "--map is for csv, xlsx, json, jsonl, geojson, parquet, not for ris" in result.stderr
    for option, importers in (("--sheet", "xlsx, ucdp-ged, acled, timelinejs"), ("--records", "json, ucdp-ged, acled")):
        result = sahel("import", "ris", path, option, "x")
        assert (result.code, f"{option} is for {importers}, not for ris" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"Caf\'e, \'{e}t\'{e} {\"o}ffnen, \c{c}a, \v{S}, \'\i{}x", "Café, été öffnen, ça, Š, íx"),
        (r"\emph{A} \textbf{{B}} \& 5\,\% \textasciitilde{} \ss{} \O re", "A B & 5% ~ ß Øre"),
        (r"``quoted'' -- and --- ~!", "“quoted” – and — \u00a0!"),
        (r"100% \unknown{kept}", r"100% \unknownkept"),
        ("over\n  two lines", "over two lines"),
    ],
)
def test_tex_is_read_as_what_it_prints(tex: str, text: str) -> None:
    assert plain(tex) == text


@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=60))
def test_what_our_export_escapes_comes_back(text: str) -> None:
    assert plain(escaped(text) or "") == one_line(text)


TEXTS = st.text(st.characters(categories=["L", "N", "P"], exclude_characters='\\{}"~^`'), min_size=1, max_size=30)


@settings(max_examples=25)
@given(st.lists(st.tuples(TEXTS, TEXTS, st.dates()), min_size=1, max_size=5))
def test_references_come_back_through_an_independent_writer(rows: list[tuple[str, str, Any]]) -> None:
    rispy = pytest.importorskip("rispy")
    entries = [
        {"type_of_reference": "NEWS", "id": f"k{number}", "title": title, "secondary_title": paper}
        | {"date": day.strftime("%Y/%m/%d").rjust(10, "0")}
        for number, (title, paper, day) in enumerate(rows)
    ]
    with TemporaryDirectory() as folder:
        result = sources("ris", Path(folder), rispy.dumps(entries))
    assert [(source["title"], source["publisher"], source["published"]) for source in result.document["sources"]] == [
        (title, paper, day.isoformat()) for title, paper, day in rows
    ]


@pytest.mark.parametrize("name", ["csl", "bibtex"])
def test_the_sources_of_the_shipped_dataset_come_back(name: str, tmp_path: Path, sahel: Sahel) -> None:
    library, again = tmp_path / "library", tmp_path / "again.toml"
    assert sahel("export", name, "-d", "shipped", "-o", str(library)).code == 0
    assert sahel("import", name, str(library), "-o", str(again)).code in (0, 1)
    before = {row["id"]: row for row in sahel("source", "-d", "shipped", "--json").json()}
    after = {row["id"]: row for row in sahel("source", "-d", str(again), "--json").json()}
    assert len(after) > 0.9 * len(before)  # some share an address
    for identifier, row in after.items():
        for key in ("title", "publisher", "reworded"):
            assert row[key] == before[identifier][key]
        for key in ("url", "archive_url"):
            assert row[key] == web_address(before[identifier][key])
        assert row["agency"] in (before[identifier]["agency"], None)
