"""Text that would act on a terminal, a spreadsheet or a page, in every field of a dataset, through every command."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
import tomli_w
from openpyxl.utils.escape import unescape

from tests.every_command import PRINTED
from tests.formats.rows import HOSTILE
from tests.terminal import SIGNS, Result, Sahel, Terminal

pytestmark = pytest.mark.usefixtures("hostile", "in_common_folder")
MORE = {
    "calendar": "BEGIN:VALARM\nSUMMARY;X=1:x\\, y; z",
    "template": "{{ 7 * 7 }} {% raw %} ${x} <%= x %>",
    "SQL": "'; DROP TABLE events; --",
    "full text": '"a" NEAR(b c) AND NOT * : ^ -',
    "long word": "x" * 150,
    "joined": "👩\u200d🚀 می\u200cخواهم",
    "BibTeX": r"\input{x} $y_1^2$ % # & ~ {",
    "formula of another kind": "@SUM(1+1)*cmd|' /C calc'!A0",
}
BITES = [*HOSTILE.values(), *MORE.values()]
ACTING = set(map(chr, (*range(32), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)))) - {"\n"}
ACTING |= {"\u2028", "\u2029", "\u200b"}
ASKED = {
    "timeline": "timeline",
    "timeline-sources": "timeline --sources",
    "quote": "quote",
    "actors": "actor",
    "actor": "actor actor-0",
    "troops": "troops",
    "differ": "troops --differ",
    "chart": "troops --chart",
    "search": "search words",
    "show-event": "show event:event-0",
    "show-quote": "show quote:quote-8",
    "show-place": "show place:place-3",
    "sources": "source",
    "source": "source source-1",
    "stats-actor": "stats --by actor",
    "stats-publisher": "stats --by publisher",
    "check": "check --data hostile.toml",
    "diff": "diff calm.toml hostile.toml",
    "index": "index",
    "timeline-ids": "timeline --ids --sources",
    "cite-event": "cite event-0 event-3 event-8",
    "cite-quote": "cite quote-0 quote-3 quote-8",
    "cite-source": "cite source-1 source-5",
}


def dataset(bites: list[str]) -> str:
    """Return a dataset with a record of each kind for each text, which stands wherever text may stand."""
    return tomli_w.dumps(
        {
            "dataset": {"title": bites[0], "description": bites[1]},
            "sources": [
                {"id": f"source-{n}", "title": text, "publisher": text, "author": text, "url": f"javascript:{n}"}
                for n, text in enumerate(bites)
            ],
            "actors": [
                {
                    "id": f"actor-{n}",
                    "name": f"{n} {text}",
                    "kind": "person",
                    "description": text,
                    "aliases": [f"{text} {n}"],
                }
                for n, text in enumerate(bites)
            ],
            "places": [{"id": f"place-{n}", "name": f"{n} {text}", "kind": "city"} for n, text in enumerate(bites)],
            "events": [
                {
                    "id": f"event-{n}",
                    "date": "2023-09-24",
                    "title": text,
                    "summary": f"words {text}",
                    "actors": ["actor-0", f"actor-{n}"][: 1 + bool(n)],
                    "places": [f"place-{n}"],
                    "attributed_to": text,
                    "sources": [f"source-{n}"],
                    "note": text,
                }
                for n, text in enumerate(bites)
            ],
            "quotes": [
                {
                    "id": f"quote-{n}",
                    "speaker": "actor-0",
                    "speaker_label": text,
                    "date": "2023-09-24",
                    "text": text,
                    "language": "en",
                    "venue": text,
                    "event": f"event-{n}",
                    "sources": [f"source-{n}"],
                }
                for n, text in enumerate(bites)
            ],
            "figures": [
                {
                    "id": f"figure-{n}",
                    "force": "actor-0",
                    "place": "place-0",
                    "date": "2023-09-24",
                    "measure": "deployed",
                    "low": n + 1,
                    "counts": text,
                    "wording": text,
                    "attributed_to": text,
                    "sources": [f"source-{n}"],
                }
                for n, text in enumerate(bites)
            ],
        }
    )


@pytest.fixture(scope="module")
def hostile(common_folder: Path) -> None:
    """The dataset, and one that is as long and calm, beside each other."""
    (common_folder / "calm.toml").write_text(dataset(["calm"] * len(BITES)), encoding="utf-8")
    (common_folder / "hostile.toml").write_text(dataset(BITES), encoding="utf-8")


def typed(name: str) -> tuple[str, ...]:
    """Return a command line about the dataset."""
    own = () if name in ("check", "diff") else ("--data", "hostile.toml")
    return (*ASKED[name].split(), *own)


def harmless(result: Result, but: str = "") -> None:
    """Assert that nothing on either stream acts, save our own colours and links, and that all of it is said."""
    assert set(SIGNS.sub("", result.stdout)) & ACTING <= set(but)
    assert set(SIGNS.sub("", result.stderr)) & ACTING == set()
    assert "Traceback" not in result.stderr
    assert not re.search(r"\x1b\]8;;(?!https?://|\x1b)", result.stdout)  # only the web is linked


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("width", [20, 100])
def test_on_a_terminal(name: str, width: int, terminal: Terminal) -> None:
    result = terminal(*typed(name), columns=width, lines=60_000)
    assert result.code == (1 if "error" in result.stderr else 0)
    harmless(result)


@pytest.mark.parametrize("name", ASKED)
def test_in_a_pipe_one_record_is_one_line(name: str, sahel: Sahel) -> None:
    result = sahel(*typed(name))
    harmless(result, "\t")
    if name in ("timeline", "quote", "troops", "actors", "sources"):
        assert len(result.stdout.splitlines()) == len(result.stdout.split("\n")) - 1 == len(BITES)


@pytest.mark.parametrize("kind", ["timeline", "quote", "actor", "source"])
def test_in_json_and_tables_it_is_exactly_what_the_file_holds(kind: str, sahel: Sahel) -> None:
    key = {"timeline": "title", "quote": "text", "actor": "description", "source": "title"}[kind]
    rows = sahel(kind, "--data", "hostile.toml", "--json").json()
    assert sorted(row[key] for row in rows) == sorted(BITES)
    lines = sahel(kind, "--data", "hostile.toml", "-f", "jsonl").stdout.splitlines()
    assert list(map(json.loads, lines)) == rows
    table = csv.DictReader(io.StringIO(sahel(kind, "--data", "hostile.toml", "-f", "csv").stdout, newline=""))
    assert [row[key] for row in table] == [row[key] for row in rows]
    sheet = csv.DictReader(
        io.StringIO(sahel(kind, "--data", "hostile.toml", "-f", "csv", "--excel").stdout, newline="")
    )
    assert [row[key] for row in sheet if row[key].startswith(tuple("=+-@"))] == []


@pytest.mark.parametrize("form", [form for form in PRINTED if form not in ("sqlite", "xlsx")])
def test_in_exports_nothing_acts(form: str, sahel: Sahel) -> None:
    result = sahel("export", form, "--data", "hostile.toml")
    assert result.code == 0
    harmless(result, {"ics": "\r", "csl": "\u200b", "ftm": "\u200b", "timesketch": "\u200b"}.get(form, "\t"))
    if form == "html":
        page = Page()
        page.feed(result.stdout)
        assert page.addresses == []
        assert not re.search(r"<script[^>]*>alert", result.stdout)


def test_in_a_workbook_it_is_exactly_what_the_file_holds_and_no_formula(sahel: Sahel, tmp_path: Path) -> None:
    workbook = tmp_path / "hostile.xlsx"
    assert sahel("export", "xlsx", "--data", "hostile.toml", "-o", str(workbook)).code == 0
    book = openpyxl.load_workbook(workbook)
    for sheet, key in (("events", "title"), ("quotes", "text"), ("sources", "title")):
        cells = {cell.value: cell.column for cell in book[sheet][1]}
        found = [row[cells[key] - 1] for row in book[sheet].iter_rows(min_row=2)]
        assert sorted(unescape(cell.value) for cell in found) == sorted(BITES)
        assert {cell.data_type for cell in found} == {"s"}
    assert not any(cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row)


class Page(HTMLParser):
    """The addresses that a page links to, in the reading of the standard library."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep where a link leads, save to the page itself."""
        self.addresses += [to for name, to in attrs if tag == "a" and name == "href" and to and not to.startswith("#")]


@pytest.mark.parametrize("text", BITES)
def test_a_search_finds_its_words_whatever_signs_stand_in_them(text: str, sahel: Sahel) -> None:
    words = re.findall(r"[A-Za-z]{3,}", text)
    result = sahel("search", text, "--data", "hostile.toml", "--json")
    assert result.code in (0, 2)  # 2: there is no word in it
    assert (result.code == 0) or not words
    named = sahel("timeline", "--actor", text, "--text", text, "--data", "hostile.toml")
    harmless(named, "\t")


def test_what_is_added_and_imported(sahel: Sahel, tmp_path: Path) -> None:
    for text in BITES:
        added = sahel("add", "source", "--title", text, "--publisher", text, "--data", "calm.toml", "--dry-run")
        harmless(added, "\t")
        assert added.code == 0
    sheet = io.StringIO()
    csv.writer(sheet).writerows([("Day", "What"), *(("2023-09-24", text) for text in BITES)])
    table = tmp_path / "sheet.csv"
    table.write_text(sheet.getvalue(), encoding="utf-8", newline="")
    maps = ("--map", "date=Day", "--map", "title=What", "--map", "source.title=What", "--set", "source.publisher=P")
    imported = sahel("import", "csv", str(table), *maps)
    harmless(imported)
    assert imported.stdout.count("[[events]]") + imported.stderr.count(": error: ") == len(BITES)


ARABIC = "قال: «انسحبت القوات من القاعدة 101»\u200f (AFP)\u200f، \u2067(17)\u2069."
IN_ARABIC = {
    "sources": [{"id": "s", "title": ARABIC, "publisher": "A paper"}],
    "actors": [{"id": "a", "name": "A speaker", "kind": "person", "description": ARABIC}],
    "places": [{"id": "p", "name": "A place", "kind": "city"}],
    "events": [{"id": "e", "date": "2023-09-24", "title": ARABIC, "sources": ["s"]}],
    "quotes": [
        {
            "id": "q",
            "date": "2023-09-24",
            "speaker": "a",
            "text": ARABIC,
            "language": "ar",
            "sources": ["s"],
            "event": "e",
        }
    ],
}


@pytest.mark.parametrize(
    "command",
    ["quote", "quote -f markdown", "quote --json", "quote -f csv", "timeline", "show quote:q"]
    + [f"export {form}" for form in ("html", "ics", "timelinejs", "ftm", "timesketch")],
)
def test_directions_that_arabic_needs_stay(sahel: Sahel, command: str) -> None:
    Path("arabic.toml").write_text(tomli_w.dumps(IN_ARABIC), "utf-8")
    output = sahel(*command.split(), "-d", "arabic.toml").stdout.replace("\r\n ", "")
    assert ARABIC in re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), output).replace("\\,", ",")
    assert sahel("check", "arabic.toml", "--only", "hidden-character").code == 0
    assert "\ufffd" not in output


def test_directions_stay_on_a_terminal(terminal: Terminal) -> None:
    Path("arabic.toml").write_text(tomli_w.dumps(IN_ARABIC), "utf-8")
    assert ARABIC in terminal("quote", "-d", "arabic.toml", columns=140).text
