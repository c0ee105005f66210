"""Findings as they are printed: the caret stands below what is meant, and each form reads them back."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from sahelcli.diagnostics.finding import Diagnostic, Finding, Location, Severity, excerpt
from sahelcli.formats import Screen, Style
from sahelcli.formats import json as json_contract
from sahelcli.formats.findings import as_text, in_json, report, workflow_command
from sahelcli.text.cell_width import cells
from sahelcli.text.sanitize import one_line
from tests.formats.rows import whole

LINE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), min_size=1, max_size=300)
WORDS = st.text("abc é日", min_size=1, max_size=200)


def finding(line: str = 'date = "2023-09-31"', column: int = 8, length: int = 12, **more: str | None) -> Diagnostic:
    return Finding(
        Location(more.get("path") or "data/events.toml", 42, column),
        more.get("message") or "September has 30 days",
        "date",
        more.get("hint"),
        excerpt=excerpt(line, column, length),
    )


def text(result: Diagnostic, screen: Screen | None = None, encoding: str = "utf-8") -> str:
    return "".join(as_text([result], screen, encoding))


def test_a_finding_for_people() -> None:
    assert text(finding(hint='a month alone is fine too: "2023-09"')) == (
        "data/events.toml:42:8: error: September has 30 days [date]\n"
        '   42 | date = "2023-09-31"\n'
        "      |        ^^^^^^^^^^^^\n"
        'hint: a month alone is fine too: "2023-09"\n'
    )


def test_an_empty_line_stands_between_two() -> None:
    assert "".join(as_text([finding(), finding()], None, "utf-8")) == f"{text(finding())}\n{text(finding())}"


def test_a_finding_about_a_whole_file_has_its_line_and_hint_alone() -> None:
    result = Finding(Location("here.toml"), "the file holds no records", "no-records", "write some", Severity.WARNING)
    assert text(result) == "here.toml: warning: the file holds no records [no-records]\nhint: write some\n"


@pytest.mark.parametrize(
    ("line", "column", "length"),
    [
        ("\tdate\t= 2023", 9, 4),
        ('名前 = "尼日爾"', 6, 5),
        ('name = "Cote\u0301 d\'Ivoire"', 8, 15),
        ("x" * 1000 + " = 5", 1004, 1),
        ('a = "\u202e" # hidden', 5, 3),
    ],
    ids=["tabs", "wide", "combining", "long", "override"],
)
@pytest.mark.parametrize("width", [None, 40, 80])
def test_the_caret_stands_below_what_is_meant(line: str, column: int, length: int, width: int | None) -> None:
    shown, carets = text(finding(line, column, length), Screen(width) if width else None).splitlines()[1:3]
    before = carets.index("^")
    expected = excerpt(line, column, length)
    wanted = expected.text[expected.offset : expected.offset + expected.length]
    at = next(
        at for at in range(len(shown) + 1) if cell_len(shown[:at]) == before and shown[at:].startswith(wanted[:5])
    )
    assert cell_len(carets) - before <= cell_len(shown[at:])
    if width:
        assert max(cell_len(shown), cell_len(carets)) <= width


@given(LINE, st.integers(1, 300), st.integers(1, 300), st.integers(10, 200))
def test_nothing_is_wider_than_the_screen(line: str, column: int, length: int, width: int) -> None:
    result = finding(line, min(column, len(line)), length)
    shown, carets = text(result, Screen(width)).split("\n")[1:3]
    assert "^" in carets
    assert len(carets) <= max(width, 28)
    assert one_line(shown) == shown


@given(WORDS, st.integers(1, 200))
def test_an_encoding_without_some_signs_leaves_the_caret_in_its_place(line: str, column: int) -> None:
    result = finding(line, min(column, len(line)), 3)
    shown, carets = text(result, None, "ascii").splitlines()[1:3]
    assert shown.isascii()
    assert len(carets) <= len("   42 | ") + max(cells(line), 1)


def test_colours_are_of_a_screen_that_has_them() -> None:
    plain = text(finding(hint="none"))
    coloured = text(finding(hint="none"), Screen(80, styles=True))
    assert "\x1b[1;31merror\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_json_is_one_document_also_of_nothing() -> None:
    assert json.loads(whole(json_contract.render(report([]), Style()))) == []
    rows = json.loads(whole(json_contract.render(report(map(in_json, [finding(), finding(hint="none")])), Style())))
    assert rows[1] == {
        "rule": "date",
        "severity": "error",
        "file": "data/events.toml",
        "line": 42,
        "column": 8,
        "kind": None,
        "id": None,
        "message": "September has 30 days",
        "hint": "none",
    }
    assert rows[0]["hint"] is None


def test_json_leads_no_terminal_astray() -> None:
    (row,) = json.loads(
        document := whole(json_contract.render(report([in_json(finding(path="a\u202eb\x9b.toml"))]), Style()))
    )
    assert row["file"] == "a\u202eb\x9b.toml"
    assert document.replace("\n", "").isprintable()


def test_an_annotation_escapes_what_would_end_it() -> None:
    result = finding(path="a,b:c%.toml", message="100% wrong:\nreally", hint="mend it")
    assert workflow_command(result) == (
        "::error file=a%2Cb%3Ac%25.toml,line=42,col=8,title=date::100%25 wrong:%0Areally%0Ahint: mend it\n"
    )
