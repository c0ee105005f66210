"""What a notebook shows of an answer: all that people read of it, harmless, and apart from what else is shown there."""

from __future__ import annotations

import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import sahelcli
from sahelcli.cli.commands import COMMANDS
from tests.exporters.browser import started
from tests.library.conftest import SOURCE, event
from tests.library.questions import ASKING
from tests.library.test_frames import answers

VOID = {"br", "meta", "link", "input"}


class Elements(HTMLParser):
    """The elements of a document: that they are closed, the ids, the inner links, and the text."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(document)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self.open.append(tag)
        self.ids += [named["id"]] if "id" in named else []
        self.links += [named["href"].removeprefix("#")] if named.get("href", "").startswith("#") else []
        assert not ({"src", "onclick", "onload"} & set(named))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data


def shown(answer: sahelcli.Answer[Any]) -> str:
    return answer._repr_html_()  # the name is IPython's


def test_every_kind_of_row_is_shown_whole() -> None:
    for answer in answers():
        page = Elements(shown(answer))
        assert set(page.links) <= set(page.ids), answer.kind
        assert len(page.ids) == len(set(page.ids)), answer.kind
        for source in cited(answer[:100]):
            assert source["publisher"] in page.text, (answer.kind, source["publisher"])


def test_no_kind_of_answer_is_forgotten() -> None:
    """Each kind that an asking command says it prints is among the answers that are shown here."""
    kinds = {kind for command in COMMANDS if command.name in ASKING for kind in command.rows}
    assert kinds <= {answer.kind for answer in answers()}


def test_a_reference_has_its_line_and_in_a_style_its_sources() -> None:
    data = sahelcli.open("shipped")
    for style in (None, "apa"):
        (row,) = answer = data.cite("2023-09-24-macron-fr-terrorisme", style=style)
        text = Elements(shown(answer)).text
        assert all(line in text for line in (row["text"], *row["entries"]))
        assert row["content_hash"].removeprefix("sha256:")[:12] in text


def cited(rows: list[Any]) -> list[dict[str, str]]:
    """Return the sources of the rows themselves."""
    return [source for row in rows for source in row.get("sources", ())]


def test_a_quotation_has_its_very_words_and_all_its_renderings() -> None:
    data = sahelcli.open("shipped")
    (row,) = answer = data.quote("macron", text="putschists because we want things to happen calmly")
    text = Elements(shown(answer)).text
    assert row["text"] in text
    others = data.show(*(f"quote:{rendering}" for rendering in row["renderings"]))
    assert len(others) > 2
    assert all(other["text"] in text for other in others)
    assert f"{len(others)} more renderings" in text


def test_dates_have_their_year_and_notes_are_said() -> None:
    text = Elements(shown(sahelcli.open("shipped").timeline(on="2023-09-24", certain=True, limit=2))).text
    assert "24 Sep 2023" in text
    assert re.search(r"shown 2 of \d+ events", text)


def test_text_of_data_is_text(tmp_path: Path) -> None:
    hostile = "</style><script>alert(1)</script>&amp;\\u202E<b>"
    path = tmp_path / "hostile.toml"
    path.write_text(SOURCE + event(1, title=hostile), encoding="utf-8")
    html = shown(sahelcli.open(path).timeline())
    assert "<script" not in html
    assert "\u202e" not in html
    assert "</style><script>alert(1)</script>&amp;�<b> 1" in unescape(html).replace("\N{REPLACEMENT CHARACTER}", "�")


def test_two_answers_share_no_anchor() -> None:
    data = sahelcli.open("shipped")
    pages = [Elements(shown(data.timeline(on="2023-09-24", limit=limit))) for limit in (1, 2)]
    assert set(pages[0].ids).isdisjoint(pages[1].ids)


def test_a_hundred_rows_are_enough() -> None:
    answer = sahelcli.open("shipped").timeline()
    html = shown(answer)
    assert len(answer) > 100
    assert html.count("<article") == 100
    assert "here are the first 100: the answer has them all" in html


def test_what_has_changed_since_is_shown_as_it_was(mine: Path) -> None:
    answer = sahelcli.open(mine).timeline()
    before = shown(answer)
    mine.write_text(SOURCE + event(9), encoding="utf-8")
    after = shown(answer)
    mine.unlink()
    assert "Event 3" in before
    assert after == shown(answer)
    assert "Event 3" in after
    assert "Event 9" not in after
    assert ("has changed since" in before, "has changed since" in after) == (False, True)


def test_the_style_stays_within_the_answer() -> None:
    """In a real browser, where there is one: a paragraph beside an answer looks as it did before."""
    with started() as browser:
        if browser is None:
            pytest.skip("no browser")
        page = browser.new_page()
        page.set_content(f"<p id=outside>beside</p>{shown(sahelcli.open('shipped').quote('macron', limit=2))}")
        look = "(query) => { const seen = getComputedStyle(document.querySelector(query)); return seen.marginTop }"
        assert page.evaluate(look, "#outside") == "16px"
        assert page.evaluate(look, ".sahel blockquote") == "0px"
        assert page.evaluate("getComputedStyle(document.body).margin") == "8px"
        assert "Iowan" in page.evaluate("getComputedStyle(document.querySelector('.sahel')).fontFamily")


def test_a_notebook_shows_it() -> None:
    """A notebook that is really run: its output is the HTML, and beside it the text for who has no browser."""
    pytest.importorskip("ipykernel")
    client = pytest.importorskip("nbclient")
    nbformat = pytest.importorskip("nbformat")
    cells = [
        "import sahelcli as sahel",
        'sahel.open("shipped").timeline(place="niger", on="2023-09-24", certain=True, limit=2)',
        'sahel.open("shipped").quote("macon")',
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    client.NotebookClient(notebook, timeout=120, kernel_name="python3", allow_errors=True).execute()
    (output,), (error,) = (cell["outputs"] for cell in notebook["cells"][1:])
    page = Elements(output["data"]["text/html"])
    assert "Macron announces the return of ambassador Sylvain Itté" in page.text
    assert output["data"]["text/plain"].startswith("<2 of ")
    assert (error["ename"], "did you mean Emmanuel Macron" in json.dumps(error["traceback"])) == ("UnknownName", True)
