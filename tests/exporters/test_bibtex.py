"""The bibliography, read by three readers of BibTeX, one of which knows biblatex."""

from __future__ import annotations

import json
import re
import subprocess
from typing import Any

import pypandoc
import pytest
from bibtexparser.entrypoint import parse_string as parse_biblatex
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string
from pybtex.richtext import Text as LatexText

from sahelcli.exporters.bibtex import escaped
from sahelcli.text.sanitize import one_line
from tests.terminal import Sahel

# The fields that biblatex has for @online and @dataset (manual, section 2.1.1) and for all types (2.2.2).
FIELDS = {"title", "author", "organization", "date", "url", "urldate", "langid", "note", "addendum", "version"}


def read_by_pandoc(text: str) -> dict[str, Any]:
    command = (pypandoc.get_pandoc_path(), "--from=biblatex", "--to=csljson")
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
    return {item["id"]: item for item in json.loads(done.stdout)}


def test_dates_are_the_edtf_of_the_data(sahel: Sahel, edges: str) -> None:
    entries = parse_biblatex(sahel("export", "bibtex", "-d", edges).stdout).entries_dict
    assert {key: date.value for key, entry in entries.items() if (date := entry.get("date"))} == {
        "plain": "2023-09-24",
        "hostile": "2023-09~",
        "address": "2023-07/2023-09",
        "doubtful": "2021-09-14?",
        "decade": "201X",
        "digits": "2023-07-XX",  # biblatex has no 2X
        "yearly": "2023",
    }
    assert entries["plain"]["urldate"] == "2023-10-01"


def test_a_reader_that_knows_biblatex_reads_what_is_meant(sahel: Sahel, edges: str) -> None:
    result = read_by_pandoc(sahel("export", "bibtex", "-d", edges).stdout)
    assert result["plain"]["URL"] == "https://example.org/a?b=1&c=%20#d"
    assert result["plain"]["author"] == [{"literal": "Smith and Sons, Ltd."}]
    assert result["plain"]["note"] == "Archived at https://archive.example.org/1%20#d"
    assert result["hostile"]["issued"] == {"circa": True, "date-parts": [[2023, 9]]}
    assert result["address"]["issued"] == {"date-parts": [[2023, 7], [2023, 9]]}
    assert result["address"]["title"] == "مقال عن النيجر"
    assert "URL" not in result["hostile"]


@pytest.mark.parametrize("filters", [(), ("--place", "niger", "--since", "2023-09")], ids=["whole", "chapter"])
def test_all_readers_find_every_source(sahel: Sahel, filters: tuple[str, ...]) -> None:
    text = sahel("export", "bibtex", *filters).stdout
    expected = {item["id"] for item in sahel("export", "csl", *filters).json()}
    library = parse_biblatex(text)
    assert not library.failed_blocks
    assert set(library.entries_dict) == expected
    assert set(parse_string(text, "bibtex").entries) == expected
    assert {field for entry in library.entries for field in entry.fields_dict} <= FIELDS


def test_titles_are_those_of_the_data(sahel: Sahel) -> None:
    result = read_by_pandoc(sahel("export", "bibtex").stdout)
    titles = {item["id"]: item["title"] for item in sahel("export", "csl").json()}
    differing = [key for key, title in titles.items() if plain(result[key]["title"]) != plain(title)]
    assert differing == []


def test_quotation_marks_are_kept(sahel: Sahel) -> None:
    title = '"We cannot stay" declares the "amir" of ""'
    source = f"[[sources]]\nid = 's'\ntitle = '{title}'\npublisher = 'P'\nlanguage = 'de'\n"
    event = '[[events]]\nid = "e"\ndate = "2024"\ntitle = "E"\nsources = ["s"]\n'
    text = sahel("export", "bibtex", "-d", "-", stdin=(source + event).encode()).stdout
    assert read_by_pandoc(text)["s"]["title"].translate(str.maketrans("“”", '""')) == title
    assert LatexText.from_latex(parse_string(text, "bibtex").entries["s"].fields["title"]).render_as("text") == title
    message = parse_biblatex(text).entries_dict["s"]["title"]
    assert not re.search('"(?!{})', message)  # before a letter babel gives it a meaning in German, say


def plain(title: str) -> str:
    """Return a title without what Pandoc sets by its own typography: quotation marks, dots and spaces."""
    for sign, ours in {**dict.fromkeys('‘’“”"', "'"), "…": "..."}.items():
        title = title.replace(sign, ours)
    return " ".join(title.split())


def test_the_first_entry_says_where_it_comes_from(sahel: Sahel) -> None:
    entry = parse_biblatex(sahel("export", "bibtex", "--tag", "coup").stdout).entries[0]
    assert (entry.entry_type, entry.key) == ("dataset", "sahel:dataset")
    assert "licence: CC-BY-4.0; content hash: sha256:" in entry["note"]
    assert entry["note"].endswith("selection: tag: coup")


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_no_text_breaks_the_file(text: str) -> None:
    entry = f"@online{{a,\n  title = {{{{{escaped(text)}}}}},\n}}\n\n@online{{b,\n  title = {{{{x}}}},\n}}\n"
    library = parse_biblatex(entry)
    assert [item.key for item in library.entries] == ["a", "b"]
    assert not library.failed_blocks


@given(st.text(st.sampled_from("ab{}\\$&%#_^~\"-`' é")))
def test_every_sign_is_printed_as_itself(text: str) -> None:
    signs = {
        r"\textbackslash{}": "\\",
        r"\textbraceleft{}": "{",
        r"\textbraceright{}": "}",
        r"\textasciicircum{}": "^",
        r"\textasciitilde{}": "~",
        r"\textquotedbl{}": '"',
        "{}": "",
        **{f"\\{sign}": sign for sign in "{}$&%#_"},
    }
    rest, printed = escaped(text) or "", ""
    while rest:
        command = next((command for command in signs if rest.startswith(command)), rest[0])
        printed += signs.get(command, command)
        rest = rest[len(command) :]
    assert printed == one_line(text)
