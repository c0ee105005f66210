"""What a reader sees of text, Markdown and HTML, and where in the input it stands."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sahelcli.errors import ExitCode
from sahelcli.verify.article import Article
from sahelcli.verify.article_reader import UnreadableArticle, read_article
from sahelcli.verify.claim_rows import find_claims
from sahelcli.verify.claims import QuotationClaim


def seen(text: str, name: str = "") -> list[str]:
    article = read_article(text.encode(), name)
    return [" ".join(article.text[block.start : block.end].split()) for block in article.blocks]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("One\ntwo\n\nthree", ["One two", "three"]),
        ("One\r\rtwo", ["One", "two"]),
        ("# A *heading*\ntext", ["A heading", "text"]),
        ("Title\n=====\ntext\n\n---\n\nmore", ["Title", "text", "more"]),
        ("- one\n- two\n1. three", ["- one", "- two", "1. three"]),
        ("**a** _b_ ***c*** ~~d~~ `e` 5 * 3 snake_case_word", ["a b c d e 5 * 3 snake_case_word"]),
        ("[a *b*](http://x.y/(z) 'title') ![no](pic.png) <https://a.b>", ["a b https://a.b"]),
        (
            "[a][1] [b][] [c] [sic] [the rebels](said he)\n\n[1]: http://x\n[b]: http://y",
            ["a b [c] [sic] [the rebels](said he)"],
        ),
        ("text[^1]\n\n[^1]: a note", ["text", "a note"]),
        ("a \\*b\\* &amp; &quot;c&quot; &nothing; <b>d</b><br>e <!-- f --> g", ['a *b* & "c" &nothing; d e g']),
        ("```\ncode\n```\ntext", ["code", "text"]),
        ("a <script>no</script> b 3 < 5", ["a b 3 < 5"]),
    ],
)
def test_what_is_seen_of_markdown(text: str, blocks: list[str]) -> None:
    assert seen(text) == blocks


@pytest.mark.parametrize(
    ("page", "blocks"),
    [
        ("<p>One<p>two<br>three", ["One", "two three"]),
        ("<html><head><title>no</title><style>no</style></head>yes", ["yes"]),
        ("<p>a<!-- <p>no --><b>b</b>c</p>", ["abc"]),
        ("<p>a &lt;b&gt; &#x27;c&#39; &nbsp;&eacute;&unknown; & d", ["a <b> 'c' é&unknown; & d"]),
        ("<div hidden>no<div>no</div></div>yes<p hidden>no<p>yes", ["yes", "yes"]),
        ('<p>a<span style="color:red; display : NONE">no</span>b<input hidden>c', ["a", "bc"]),
        ("<p>a<svg><text>no</text></svg>b<svg/>c", ["a", "bc"]),
        ("<p title='a > b' hidden=no>no</p><p data-hidden='x' class=hidden>yes", ["yes"]),
        ("<ul><li>a<li>b</ul><table><tr><td>c<td>d</table>", ["a", "b", "c", "d"]),
        ("<p>a <script>if (a</p>'<p>')</script >b", ["a b"]),
        ("<p>a < b <3 <p>c", ["a < b <3", "c"]),
        ("<p>a<!-- never closed <p>b", ["a"]),
        ("<P>A</P><DIV>B</DIV>", ["A", "B"]),
        ("<?xml version='1.0'?><html><p>a</p></html>", ["a"]),
    ],
)
def test_what_is_seen_of_html(page: str, blocks: list[str]) -> None:
    assert seen(page, "a.html") == blocks


@pytest.mark.parametrize(
    ("text", "name", "blocks"),
    [
        ("<p>a &amp; *b*", "", ["a & *b*"]),
        ("  \n<!DOCTYPE HTML>*a*", "", ["*a*"]),
        ("*a* <b>c</b>", "", ["a c"]),
        ("<p>a *b*</p>", "article.md", ["a b"]),
        ("*a*", "ARTICLE.HTM", ["*a*"]),
        ("*a*", "of.a.html/article", ["a"]),
    ],
)
def test_html_is_known_by_its_name_or_its_content(text: str, name: str, blocks: list[str]) -> None:
    assert seen(text, name) == blocks


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"One\r\n\r\ncaf\xe9 two", ", line 3: byte 0xE9 is not UTF-8; it seems to be Windows-1252 or Latin-1"),
        ("Art".encode("utf-16"), ": the file seems to be UTF-16, not UTF-8"),
        (b"%PDF-1.7\n\xff\xff", ": this is a PDF file, not a text"),
        (b"PK\x03\x04\x00\xff", ": this is a zip file"),
        (b"One\ntwo\0", ", line 2: a NUL byte"),
        (b"caf\xc3", ", line 1: the file ends within a character"),
        (b"a\xed\xa0\x80", ", line 1: byte 0xED is not UTF-8"),
    ],
)
def test_what_is_no_text_in_utf_8_is_refused_with_one_message(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableArticle, match="^standard input" + re.escape(message)) as error:
        read_article(data)
    assert error.value.exit_code is ExitCode.UNUSABLE
    assert error.value.hint
    with pytest.raises(UnreadableArticle, match='^"a.txt"' + re.escape(message)):
        read_article(data, "a.txt")


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\r\n \t\n", b"<html></html>", b"> \n>\n"])
def test_an_article_without_words_claims_nothing(data: bytes) -> None:
    assert find_claims(read_article(data)) == []


_PIECES = st.sampled_from(
    [
        *(
            "soldiers ",
            "Macron said ",
            "we leave ",
            "the country ",
            "1,500 ",
            "deux cents ",
            "2023-09-24 ",
            "militaires ",
        ),
        *("“", "”", '"', "«\u00a0", " »", "‘", "’", "l’armée ", "s’ ", "[…] ", "… ", ". ", ", ", "\n", "\n\n", " "),
    ]
)
_MARKDOWN = st.sampled_from(["*", "**", "_", "[a](#) ", "`", "> ", "\n> ", "- ", "# ", "&amp;", "\\*", "<b>", "</b>"])
_HTML = st.sampled_from(["<p>", "</p>", "<b>", "</b>", "<q>", "</q>", "<blockquote>", "</blockquote>", "&amp;", "<br>"])
_TEXTS = st.lists(_PIECES, max_size=40).map("".join)
_SOURCES = st.one_of(
    st.tuples(st.lists(_PIECES | _MARKDOWN, max_size=40).map("".join), st.just("a.md")),
    st.tuples(st.lists(_PIECES | _HTML, max_size=40).map("".join), st.just("a.html")),
    st.tuples(st.text(max_size=60), st.sampled_from(["a.md", "a.html", ""])),
)


def letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


@given(_SOURCES)
def test_each_sign_that_is_seen_stands_where_it_is_said_to(source: tuple[str, str]) -> None:
    text, name = source[0].replace("\0", "").removeprefix("\ufeff"), source[1]
    article = read_article(text.encode("utf-8", "replace"), name)
    for block in article.blocks:
        for at in range(block.start, block.end):
            sign, place = article.text[at], article.place(at, at + 1)
            origin = article.source[place.start : place.end]
            assert sign == origin or origin[0] in "&<" or sign.isspace()


@given(_SOURCES)
def test_claims_stand_in_order_within_the_input(source: tuple[str, str]) -> None:
    text, name = source[0].replace("\0", "").removeprefix("\ufeff"), source[1]
    article = read_article(text.encode("utf-8", "replace"), name)
    claims = find_claims(article)
    assert claims == sorted(claims, key=lambda claim: (claim.start, claim.end))
    for claim in claims:
        assert 0 <= claim.start < claim.end <= len(article.source)
        before = article.source[: claim.start]
        assert claim.line == 1 + len(re.findall(r"\r\n|\r|\n", before)) - before.endswith("\r") * (
            article.source[claim.start] == "\n"
        )


@given(_TEXTS)
def test_what_a_claim_says_is_cut_out_of_the_input(text: str) -> None:
    article = read_article(text.encode(), "a.txt")
    for claim in find_claims(article):
        assert letters(claim.text) == letters(article.source[claim.start : claim.end])
        if isinstance(claim, QuotationClaim):
            message = " ".join(part.text for piece in claim.pieces for part in piece)
            assert letters(message) == letters(claim.text)


@given(_SOURCES)
def test_line_ends_change_no_claim(source: tuple[str, str]) -> None:
    text, name = re.sub(r"[\0\r]", "", source[0]).removeprefix("\ufeff"), source[1]
    plain = find_claims(read_article(text.encode("utf-8", "replace"), name))
    windows = find_claims(read_article(text.replace("\n", "\r\n").encode("utf-8", "replace"), name))
    assert [(claim.type, claim.text, claim.line) for claim in plain] == [
        (claim.type, claim.text, claim.line) for claim in windows
    ]


@given(
    st.lists(
        st.sampled_from(["we", "leave", "country", "now", "l’armée", "it’s", "rebels’", "1,500"]),
        min_size=4,
        max_size=9,
    )
)
def test_forms_of_marks_change_no_quotation(words: list[str]) -> None:
    message = " ".join([*words, "now"])
    for marks in ("“”", '""', "«»", "„“", "‹›"):
        (claim,) = (
            claim
            for claim in find_claims(read_article(f"He: {marks[0]}{message}{marks[1]} today".encode()))
            if isinstance(claim, QuotationClaim)
        )
        assert claim.text == message


@pytest.mark.parametrize(
    "text",
    [
        "# One\n\ntwo *three* **four** `five`\n\n> six\n> seven\n\n- eight\n- nine\n\n[ten](http://x.y 'z') ![no](x)",
        "One &amp; \\*two\\* <b>3</b>\n***\nfour  \nfive _six_ a_b\n\n    ten\n\n[a]: b://c\n\n[a] [a][] [b][a]",
        "> lazy\nline\n\n> > deep\n\nTitle\n---\n\n1. one\n2. two\n\n```\ncode\n```",
    ],
)
def test_the_words_of_markdown_are_those_that_an_independent_reader_sees(text: str) -> None:
    page = MarkdownIt("commonmark").render(text)
    assert words(read_article(text.encode(), "a.md")) == words(read_article(page.encode(), "a.html"))


def words(article: Article) -> list[str]:
    return re.findall(r"[^\W\d]\w*", article.text)
