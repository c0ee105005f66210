"""`sahel cite`: lines for an article, in text, Markdown, HTML and JSON, and in the styles of CSL."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import jsonschema
import pytest

from sahelcli.json_contract import ROWS
from sahelcli.model.row_json_schema import row_schema
from sahelcli.text.sanitize import web_address
from tests.terminal import SIGNS, Sahel, Terminal

QUOTE, SEED = "2023-09-24-macron-fr-terrorisme", "seed-2023-09-26-france-niger-withdrawal"
REWORDED = "2023-09-24-macron-seed-orderly-return"
ANNOUNCED = "2023-09-24-france-announces-niger-withdrawal"
STYLES = (
    "apa",
    "chicago-author-date",
    "chicago-notes-bibliography",
    "modern-language-association",
    "ieee",
    "nature",
    "harvard-cite-them-right",
    "american-medical-association",
)
MINIMAL = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
<info><title>Own</title></info>
<citation><layout prefix="(" suffix=")"><text variable="title"/></layout></citation></style>"""


def test_every_quotation_of_the_shipped_dataset_is_cited_to_the_letter(sahel: Sahel) -> None:
    rows = sahel("quote", "--json").json()
    ids = [f"quote:{row['id']}" for row in rows]
    cited = sahel("cite", *ids, "--json").json()
    assert [row["id"] for row in cited] == [row["id"] for row in rows]
    text = sahel("cite", *ids).stdout
    for row, reference in zip(rows, cited, strict=True):
        assert row["text"] in reference["text"]
        assert row["text"] in text
        assert ("not the speaker's own words" in reference["text"]) == row["reworded"]
        assert all(source["publisher"] in reference["text"] for source in row["sources"])
        assert all(web_address(source["url"]) in reference["text"] for source in row["sources"] if source["url"])
        assert all(source["agency"] in reference["text"] for source in row["sources"] if source["agency"])
        assert all(title["title"] in reference["text"] for title in row["roles"])


def test_one_line_for_each_id_and_no_sign_of_a_terminal(sahel: Sahel, terminal: Terminal) -> None:
    piped = sahel("cite", QUOTE, SEED, ANNOUNCED)
    assert (piped.code, len(piped.stdout.splitlines()), piped.stderr) == (0, 3, "")
    shown = terminal("cite", QUOTE, SEED, ANNOUNCED, columns=40).stdout
    assert shown == piped.stdout
    assert not SIGNS.search(shown)


def test_the_dataset_is_named_with_version_and_hash(sahel: Sahel) -> None:
    content = sahel("index", "--json").json()["content_hash"]
    assert re.search(
        rf"Data: Foreign forces .*, version [0-9.]+, {content[:19]}, {QUOTE}\.$", sahel("cite", QUOTE).stdout
    )
    (row,) = sahel("cite", QUOTE, "--json").json()
    assert row["content_hash"] == content


def test_rows_are_those_of_the_contract(sahel: Sahel) -> None:
    for row in sahel("cite", QUOTE, SEED, ANNOUNCED, "--style", "apa", "--json").json():
        jsonschema.validate(row, row_schema(ROWS["reference"]))
        assert row["style"] == "apa"
        assert row["entries"]


def test_the_beginning_of_an_id_is_enough(sahel: Sahel) -> None:
    assert sahel("cite", "quote:2023-09-24-macron-fr-terr").output == sahel("cite", QUOTE).output


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (("actor:emmanuel-macron",), 1, "actor:emmanuel-macron is no statement that could be cited"),
        (("place:niger",), 1, "place:niger is no statement that could be cited"),
        ((QUOTE, "nobody-has-this"), 1, 'no record has an id that begins with "nobody-has-this"'),
        ((QUOTE, "-f", "pdf"), 2, 'unknown value "pdf" for --format'),
        ((QUOTE, "--style", ""), 2, '--style "": an empty text says nothing'),
        ((QUOTE, "--style", "../apa"), 2, 'unknown value "../apa" for --style'),
        ((QUOTE, "--style", "none.csl"), 2, 'unknown value "none.csl" for --style'),
        ((QUOTE, "--style", "http://example.org/apa.csl"), 2, 'unknown value "http://example.org/apa.csl" for --style'),
    ],
)
def test_what_cannot_be_cited(args: tuple[str, ...], code: int, message: str, sahel: Sahel) -> None:
    result = sahel("cite", *args)
    assert (result.code, result.output) == (code, b"")
    assert result.stderr.startswith(f"error: {message}\n")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("chicago", "chicago-author-date"),
        ("mla", "modern-language-association"),
        ("vancouver", "nlm-citation-sequence"),
        ("chicago-author-dat", "chicago-author-date"),
        ("ieeee", "ieee"),
        ("APA 7th", "apa"),
        ("mla9", "modern-language-association"),
    ],
)
def test_an_unknown_style_is_told_with_what_may_be_meant(name: str, expected: str, sahel: Sahel) -> None:
    result = sahel("cite", QUOTE, "--style", name)
    assert (result.code, result.output) == (2, b"")
    message, hint = result.stderr.splitlines()
    assert message == f'error: unknown value "{name}" for --style'
    assert re.search(rf"^hint: did you mean .*\b{expected}\b.*\? a file that ends in \.csl is a style too$", hint)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_a_style_keeps_the_words_and_says_whose_copy_it_is(style: str, form: str, sahel: Sahel) -> None:
    row = sahel("show", f"quote:{REWORDED}", "--json").json()
    result = sahel("cite", REWORDED, QUOTE, "--style", style, "-f", form)
    assert (result.code, result.stderr) == (0, "")
    assert row["text"] in result.stdout
    assert row["sources"][0]["title"] in result.stdout
    assert "Carries CNN. An automatic paraphrase or translation." in result.stdout
    assert "not the speaker" in result.stdout
    assert "Data: Foreign forces and ruptures in the Sahel, 2012-2026, version 1.1.0, sha256:" in result.stdout


def test_apa(sahel: Sahel) -> None:
    lines = sahel("cite", REWORDED, SEED, "--style", "APA").stdout.splitlines()
    assert lines[0].endswith("reworded, not the speaker's own words (Zambian Observer, 2023)")
    assert lines[2] == (
        "Zambian Observer. (2023, September 26). France to withdraw its troops from Niger by the end of 2023: Macron. "
        "https://zambianobserver.com/france-to-withdraw-its-troops-from-niger-by-the-end-of-2023-macron/ "
        "[Carries CNN. An automatic paraphrase or translation.]"
    )
    assert lines[-1].endswith(f", {REWORDED}, {SEED}.")
    assert len(lines) == 5  # a source that two records cite is listed once


def test_a_source_alone_has_no_statement(sahel: Sahel) -> None:
    lines = sahel("cite", SEED, "--style", "apa").stdout.splitlines()
    assert lines[0].startswith("Zambian Observer. (2023, September 26).")
    assert sahel("cite", SEED, "--style", "apa", "-f", "html").stdout.startswith("<p>Zambian Observer. (2023")


def test_the_style_of_a_journal_may_be_that_of_another(sahel: Sahel) -> None:
    assert sahel("cite", SEED, "--style", "nature-physics").output == sahel("cite", SEED, "--style", "nature").output


def test_a_style_of_ones_own(sahel: Sahel, tmp_path: Path) -> None:
    own = tmp_path / "own.csl"
    own.write_text(MINIMAL, encoding="utf-8")
    lines = sahel("cite", REWORDED, "--style", str(own)).stdout.splitlines()
    title = "France to withdraw its troops from Niger by the end of 2023: Macron"
    assert lines[0].endswith(f"not the speaker's own words ({title})")
    assert lines[2].startswith("Data: ")  # it has no list of sources


@pytest.mark.parametrize("content", ["", "<style>", "<html/>", "\0"])
def test_a_broken_style_is_one_message(content: str, sahel: Sahel, tmp_path: Path) -> None:
    own = tmp_path / "own.csl"
    own.write_text(content, encoding="utf-8")
    result = sahel("cite", QUOTE, "--style", str(own))
    assert (result.code, result.output) == (3, b"")
    assert re.fullmatch(
        r'error: citeproc-py cannot apply the style ".*": .+\nhint: take another style, or leave --style out\n',
        result.stderr,
    )


def test_without_the_extra_it_says_what_to_install(sahel: Sahel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "citeproc", None)
    result = sahel("cite", QUOTE, "--style", "apa")
    assert (result.code, result.stderr) == (
        3,
        'error: --style needs citeproc-py, which is not installed\nhint: pip install "sahel[cite]"\n',
    )
    assert sahel("cite", QUOTE).code == 0


def test_a_title_keeps_its_capitals_and_signs(sahel: Sahel, tmp_path: Path) -> None:
    titles = ["Niger: the ECOWAS & <b>AU</b> say No", "MALI asks, Again", "A *B* C -- D", "L'été à N'Djamena…"]
    path = tmp_path / "mine.toml"
    sources = (
        f"[[sources]]\nid = 's{number}'\ntitle = '''{title}'''\npublisher = 'P & Co'\nlanguage = 'en'\n"
        for number, title in enumerate(titles)
    )
    path.write_text("".join(sources), encoding="utf-8")
    ids = [f"s{number}" for number in range(len(titles))]
    for style in STYLES:
        text = sahel("cite", *ids, "--style", style, "-d", str(path)).stdout
        assert [title for title in titles if title not in text] == [], style
