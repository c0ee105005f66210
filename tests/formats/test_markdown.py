"""Markdown: an independent reader finds the words, and nothing in them becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from hypothesis import assume, given
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from sahelcli.formats import Format
from sahelcli.text.sanitize import one_line, paragraphs
from tests.formats.rows import (
    ANY_TEXT,
    HOSTILE,
    OF_EACH_KIND,
    event,
    figure,
    listed_source,
    printed,
    profile,
    quote,
    report,
    role,
    shipped_quotes,
    source,
)

if TYPE_CHECKING:
    from markdown_it.token import Token

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)


def tokens(document: str) -> list[Token]:
    """Read the document as GitHub does: CommonMark, tables, strikethrough, footnotes."""
    return READER.parse(document)


def texts(document: str, opening: str) -> list[str]:
    """Return the text within each block of a sort, its hard line breaks as line feeds, its paragraphs two apart."""
    result: list[list[str]] = []
    depth = 0
    for token in tokens(document):
        if token.type == opening:
            result.append([])
        depth += token.nesting if token.type in (opening, opening.replace("open", "close")) else 0
        if depth and token.type == "inline":
            result[-1].append("".join(text_of(token)))
    return ["\n\n".join(paragraphs) for paragraphs in result]


def text_of(inline: Token) -> Iterator[str]:
    for child in inline.children or ():
        if child.type in ("text", "text_special"):
            yield child.content
        elif child.type == "hardbreak":
            yield "\n"
        elif child.type == "footnote_ref":
            yield ""
        else:
            assert child.type == "html_inline"
            assert child.content in ("<span>", "</span>")


def links(document: str) -> list[str]:
    inlines = [child for token in tokens(document) for child in token.children or ()]
    return [str(child.attrs["href"]) for child in inlines if child.type == "link_open"]


def test_a_timeline() -> None:
    cited = [source(), source(id="b", publisher="MENAFN", agency="KUNA", author="A. Writer", published=None)]
    rows = [event(sources=cited), event(certain=False, attributed_to="the army", places=[])]
    assert printed(Format.MARKDOWN, report("event", *rows, title="Timeline · Niger")) == (
        "# Timeline · Niger\n\n"
        "| Date | Event | Sources | Places | Actors |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| 24 Sep 2023 | Macron announces French military withdrawal from Niger | The Times[^1], MENAFN (KUNA)[^2]"
        " | Niger | Emmanuel Macron |\n"
        "| ≈ 24 Sep 2023 | Macron announces French military withdrawal from Niger | the army, via The Times[^1]"
        " |  | Emmanuel Macron |\n\n"
        "[^1]: The Times, [France to leave Niger](<https://example.org/a>), 25 Sep 2023\n"
        "[^2]: A\\. Writer, MENAFN (KUNA), [France to leave Niger](<https://example.org/a>)\n"
    )


def test_a_quotation() -> None:
    row = quote(venue=None, certain=False, speaker_label="a spokesman")
    assert printed(Format.MARKDOWN, report("quote", row, title="Quotations")) == (
        "# Quotations\n\n"
        "## Emmanuel Macron, ≈ 24 September 2023\n\n"
        "a spokesman · President of France\n\n"
        "> “nous mettons fin à notre coopération militaire avec le Niger”\n\n"
        "French · The Times[^1]\n\n"
        "[^1]: The Times, [France to leave Niger](<https://example.org/a>), 25 Sep 2023\n"
    )


def test_renderings_stand_under_one_heading_and_say_what_they_are() -> None:
    rows = [
        quote(id="a", utterance="u", reworded=True, reported=True, roles=[], venue=None),
        quote(id="b", utterance="u"),
    ]
    document = printed(Format.MARKDOWN, report("quote", *rows))
    assert len(texts(document, "heading_open")) == 1
    assert [text[0] for text in texts(document, "blockquote_open")] == ["“", "n"]
    assert "French · reported speech · reworded · The Times[^1]" in document


def test_a_profile_has_its_lists_and_every_source_once() -> None:
    row = profile(roles=[role(), role(since=None)], aliases=[], events=[event(), event()])
    document = printed(Format.MARKDOWN, report("profile", row, single=True))
    headings = ["Emmanuel Macron", "Events", "Quotations", "Emmanuel Macron, 24 September 2023", "Figures"]
    assert texts(document, "heading_open") == headings
    assert texts(document, "list_item_open") == ["President of France, since 14 May 2017", "President of France"]
    assert links(document) == ["https://example.org/a"]


def test_a_profile_of_whom_nothing_is_known_is_short() -> None:
    row = profile(roles=[], events=[], quotes=[], figures=[], first_event=None, last_event=None)
    assert printed(Format.MARKDOWN, report("profile", row, single=True)).split("\n\n")[:4] == [
        "# Emmanuel Macron",
        "person · France",
        "Also Macron",
        "President of France.[^1]",
    ]


def test_chosen_fields_are_a_table() -> None:
    document = printed(Format.MARKDOWN, report("event", event()), fields=("id", "tags"))
    assert document == "\n| Id | Tags |\n| --- | --- |\n| 2023-09-24-withdrawal | withdrawal |\n"


@pytest.mark.parametrize("kind", OF_EACH_KIND)
def test_every_footnote_is_defined_and_cited(kind: str) -> None:
    document = printed(Format.MARKDOWN, report(kind, OF_EACH_KIND[kind], title="T"))
    defined = re.findall(r"^\[\^(\d+)\]:", document, re.MULTILINE)
    cited = re.findall(r"\[\^(\d+)\](?!:)", document)
    assert set(defined) == set(cited)
    assert len(defined) == len(set(defined))
    assert len([token for token in tokens(document) if token.type == "footnote_open"]) == len(defined)


def test_archived_copies_and_unlinkable_addresses() -> None:
    cited = [source(archive_url="https://web.archive.org/x"), source(id="b", url="javascript:alert(1)")]
    assert links(printed(Format.MARKDOWN, report("event", event(sources=cited)))) == [
        "https://example.org/a",
        "https://web.archive.org/x",
    ]
    assert "| no source |" in printed(Format.MARKDOWN, report("event", event(sources=[])))


def test_a_list_of_sources_links_each() -> None:
    assert links(printed(Format.MARKDOWN, report("source", listed_source()))) == ["https://example.org/a"]


@pytest.mark.parametrize("path", ["(x)_[y]*z*&lt;&amp;&copy", "é<b>|`{}\\"])
def test_an_address_comes_through(path: str) -> None:
    (link,) = links(printed(Format.MARKDOWN, report("event", event(sources=[source(url=f"https://a.example/{path}")]))))
    assert unquote(link) == f"https://a.example/{path}"


def test_every_shipped_quotation_is_rendered_verbatim() -> None:
    rows = shipped_quotes()
    rendered = texts(printed(Format.MARKDOWN, report("quote", *rows)), "blockquote_open")
    assert len(rows) > 400
    for row, text in zip(rows, rendered, strict=True):
        assert text == row["text"] if row["reported"] else row["text"] in text


@given(ANY_TEXT)
def test_any_quotation_is_rendered_verbatim(text: str) -> None:
    assume(all(line.strip() for line in paragraphs(text).split("\n")))
    answers = [report("quote", quote(text=text, reported=reported)) for reported in (True, False)]
    reported, spoken = (texts(printed(Format.MARKDOWN, answer), "blockquote_open") for answer in answers)
    assert reported == [paragraphs(text)]
    assert spoken in ([f"“{paragraphs(text)}”"], reported)  # its own quotation marks are not doubled


@given(ANY_TEXT)
def test_any_title_is_one_cell(text: str) -> None:
    document = printed(Format.MARKDOWN, report("event", event(title=text), event()))
    cells = texts(document, "td_open")
    assert len(cells) == 10
    assert cells[1].strip(" ") == one_line(text).strip(" ")


def runs(document: str) -> Iterator[str]:
    """Yield each text that no element divides and that is no link: where GitHub looks for names and numbers."""
    for token in tokens(document):
        run, depth = "", 0
        for child in token.children or ():
            depth += child.nesting if child.type.startswith("link") else 0
            if child.type in ("text", "text_special"):
                run += "" if depth else child.content
            else:
                yield run
                run = ""
        yield run


@pytest.mark.parametrize(
    "text", ["thanks @octocat!", "@octocat/team", "a@b.example", "see #181 and GH-26", "é@a#1 gh-7"]
)
def test_nobody_is_notified_and_no_issue_is_linked(text: str) -> None:
    document = printed(Format.MARKDOWN, report("event", event(title=text, attributed_to=text), title=text))
    assert len([run for run in runs(document) if re.search("@[A-Za-z0-9]|#[0-9]|gh-[0-9]", run, re.IGNORECASE)]) == 0
    assert texts(document, "td_open")[1] == text


@pytest.mark.parametrize("kind", OF_EACH_KIND)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_no_markup(kind: str, name: str) -> None:
    text = HOSTILE[name]
    row: dict[str, Any] = {
        key: text if isinstance(value, str) and "date" not in key and key != "published" else value
        for key, value in OF_EACH_KIND[kind].items()
    }
    document = printed(Format.MARKDOWN, report(kind, row, title=text))
    calm = printed(Format.MARKDOWN, report(kind, OF_EACH_KIND[kind], title="T"))
    assert not set("\x1b\x9b\r\u202e\u2066\u200b\x07\t") & set(document)
    ours = {"https://example.org/a"}
    assert set(links(document)) <= ours
    assert [token.type for token in tokens(document) if token.level == 0 and "_close" not in token.type] == [
        token.type for token in tokens(calm) if token.level == 0 and "_close" not in token.type
    ]


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("Mr. X and Gen. Y met.", "Mr\\. X and Gen\\. Y met."),
        ("a :smile: at 10:30:15", "a :<span></span>smile: at 10:30:15"),
        ("see http://a.example and www.b.example", "see http\\://a.example and www\\.b.example"),
        ("wait... -- what!", "wait\\.\\.\\. \\-\\- what\\!"),
        ("@octocat fixes #181 (GH-26)", "\\@<span></span>octocat fixes #<span></span>181 (GH-<span></span>26)"),
        ("@ 5, # one", "\\@ 5, # one"),
        ("# one #", "\\# one \\#"),
        ("> d'ici > là", "\\> d'ici > là"),
        ("snake_case and _emphasis_", "snake_case and \\_emphasis\\_"),
        ("AT&T &amp; & more &copy", "AT&T \\&amp; & more \\&copy"),
        ("it's 'so'", "it's 'so'"),
        ("1. one", "1\\. one"),
        ("(a) one", "(a\\) one"),
        ("- one", "\\- one"),
        ("a  b ", "a &#32;b&#32;"),
        ("plain words, here (and there): 5%.", "plain words, here (and there): 5%."),
    ],
)
def test_only_what_must_be_is_escaped(text: str, markdown: str) -> None:
    assert f"| {markdown} |" in printed(Format.MARKDOWN, report("event", event(title=text)))


def test_a_quotation_keeps_its_own_lines() -> None:
    document = printed(Format.MARKDOWN, report("quote", quote(text="one\ntwo\n\nthree", reported=True)))
    assert "> one\\\n> two\n>\n> three\n" in document
    assert texts(document, "blockquote_open") == ["one\ntwo\n\nthree"]


def test_a_figure_shows_its_words_and_wording() -> None:
    document = printed(Format.MARKDOWN, report("figure", figure(qualifier="about", attributed_to="the army")))
    assert texts(document, "td_open")[2] == "about 1,500"
    assert "the army, via The Times[^1] | 1,500 French soldiers" in document
