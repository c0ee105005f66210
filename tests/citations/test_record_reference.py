"""Laws of references: words stay the same in each form, and each address leads where the data says."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sahelcli.citations.record_reference import NotCited, Part, data_line, reference
from sahelcli.citations.reference_rendering import html, markdown, plain
from sahelcli.index.dataset_description import DatasetDescription
from sahelcli.row_types import RecordRow
from sahelcli.text.sanitize import paragraphs
from tests.formats.rows import ANY_TEXT, HOSTILE, actor, event, figure, listed_source, place, quote, role, source

DATASET = DatasetDescription(title="A chronology", version="1.1.0", content_hash="5df8c3abfede" + "0" * 52)
WORDS = st.one_of(ANY_TEXT, st.sampled_from([*HOSTILE.values()]), st.text(max_size=80)).filter(
    lambda text: bool(text.strip())
)


class Reader(HTMLParser):
    """Reads what stands in a document for people: its text, that of exact words, and where links lead."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.text, self.words, self.links, self.tags = "", "", list[str](), set[str]()
        self._inside = 0
        self.feed(document)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._inside += tag == "span"
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        self._inside -= tag == "span"

    def handle_data(self, data: str) -> None:
        self.text += data
        self.words += data if self._inside else ""


def parts_of(row: RecordRow) -> list[Part]:
    return reference(row, DATASET).parts()


@given(WORDS, st.booleans())
def test_the_words_of_a_quotation_are_in_the_line_to_the_letter(words: str, is_reported: bool) -> None:
    line = plain(parts_of(quote(text=words, reported=is_reported)))
    assert paragraphs(words) in line
    assert line.startswith((paragraphs(words), f"“{paragraphs(words)}”"))


@given(WORDS)
def test_html_shows_the_words_to_the_letter_and_nothing_of_them_acts(words: str) -> None:
    seen = Reader(html(parts_of(quote(text=words, reported=True))))
    assert seen.words == paragraphs(words)
    assert seen.tags <= {"p", "span", "br", "a"}
    assert seen.links == ["https://example.org/a"]


@given(WORDS)
def test_markdown_shows_the_words_of_a_line_to_the_letter(words: str) -> None:
    line = " ".join(words.split())
    shown = Reader(MarkdownIt("commonmark").render(markdown(parts_of(quote(text=line, reported=True)))))
    assert shown.text.startswith(f"{paragraphs(line).strip()} — ")


def test_lines_of_a_quotation_stay_lines() -> None:
    parts = parts_of(quote(text="one\ntwo", reported=True))
    assert plain(parts).startswith("one\ntwo — ")
    assert markdown(parts).startswith("one\\\ntwo — ")
    assert "one<br>two</span> — " in html(parts)


def test_a_quotation_says_who_as_what_when_and_where() -> None:
    row = quote(text="nous partons", roles=[role()], venue="TF1", speaker_label="in his office")
    assert plain(parts_of(row)) == (
        "“nous partons” — Emmanuel Macron, in his office, President of France, 24 September 2023, TF1, in French. "
        "Source: The Times <https://example.org/a>, 25 September 2023. "
        "Data: A chronology, version 1.1.0, sha256:5df8c3abfede, 2023-09-24-macron."
    )


def test_reworded_and_reported_speech_are_called_so() -> None:
    row = quote(reworded=True, reported=True, translated=True, language="en", original_language="fr")
    line = plain(parts_of(row | {"sources": [source(reworded=True, agency="CNN")]}))
    manner = "in English, translated from French, reported speech, reworded, not the speaker's own words"
    assert f"{manner}. Source: The Times (reworded CNN) <" in line
    assert "“" not in line.partition(" — ")[0]


def test_an_event_and_a_figure_say_whose_account_it_is() -> None:
    assert plain(parts_of(event(title="T", attributed_to="the army"))).startswith(
        "T, 24 September 2023, according to the army. Source: The Times <"
    )
    line = plain(parts_of(figure(attributed_to="the army", counts="special forces")))
    assert line.startswith("France, Niger: 1,500 deployed (special forces), 24 September 2023, according to the army")
    assert ", in the words of the source: “1,500 French soldiers”. Source: " in line


def test_a_source_is_cited_whole() -> None:
    row = listed_source(author="A. Writer", agency="AFP", archive_url="https://archive.example/1")
    assert plain(parts_of(row)) == (
        "A. Writer, “France to leave Niger”, The Times (AFP) <https://example.org/a>, 25 September 2023, "
        "archived copy <https://archive.example/1>. "
        "Data: A chronology, version 1.1.0, sha256:5df8c3abfede, times-2023."
    )


def test_a_source_without_an_address_has_its_title() -> None:
    line = plain(parts_of(event(sources=[source(url=None), source(id="b", url="ftp://a", published=None)])))
    assert "Source: “France to leave Niger”, The Times, 25 September 2023; “France to leave Niger”, The Times. " in line


def test_no_address_but_those_of_the_web_is_a_link() -> None:
    parts = parts_of(event(sources=[source(url="javascript:alert(1)")]))
    assert Reader(html(parts)).links == []
    assert "javascript" not in "".join(write(parts) for write in (plain, markdown, html))


def test_what_a_dataset_does_not_say_is_left_away() -> None:
    assert data_line(DatasetDescription(content_hash="ab" * 32)) == "Chronology, sha256:abababababab"


@pytest.mark.parametrize("row", [actor(), place()], ids=["actor", "place"])
def test_an_actor_and_a_place_are_no_statements(row: RecordRow) -> None:
    with pytest.raises(NotCited) as raised:
        reference(row, DATASET)
    assert raised.value.message == f"{row['kind']}:{row['id']} is no statement that could be cited"
