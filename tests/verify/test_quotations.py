"""Which words of an article are quoted, and where they stand."""

from __future__ import annotations

from html import escape

import pytest

from sahelcli.verify.article_reader import read_article
from sahelcli.verify.claim_rows import find_claims
from sahelcli.verify.claims import Claim, QuotationClaim
from tests.shipped import records


def read(text: str, name: str = "") -> list[Claim]:
    return find_claims(read_article(text.encode(), name))


def quoted(text: str, name: str = "") -> list[str]:
    return [claim.text for claim in read(text, name) if isinstance(claim, QuotationClaim)]


SAID = "we leave the country now"


@pytest.mark.parametrize("marks", ["“”", '""', "«»", "„“", "„”", "‹›", "‘’", '“"', '"”'])
def test_each_pair_of_marks_quotes(marks: str) -> None:
    assert quoted(f"He said {marks[0]}{SAID}{marks[1]} today.") == [SAID]


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u202f", "\n"])
def test_french_marks_stand_apart_from_their_words(blank: str) -> None:
    assert quoted(f"Il dit : «{blank}nous quittons le pays{blank}».") == ["nous quittons le pays"]


def test_a_quotation_goes_over_line_ends() -> None:
    assert quoted("He said “we leave\r\nthe country\nnow” today.") == [SAID]


@pytest.mark.parametrize("reopened", ["“we", "“ we"])
def test_a_quotation_goes_on_in_the_paragraph_that_reopens_it(reopened: str) -> None:
    text = (
        f"He said: “We end it.\n\n{reopened} leave the country.\n\n“And now.” He left.\n\n“We never come back again.”"
    )
    assert quoted(text) == ["We end it. we leave the country. And now.", "We never come back again."]


def test_french_papers_reopen_with_a_closing_mark() -> None:
    assert quoted("Il dit : « Nous finissons.\n\n» Nous quittons le pays. »") == [
        "Nous finissons. Nous quittons le pays."
    ]


def test_marks_within_marks_are_part_of_the_outer_quotation() -> None:
    assert quoted("“He told ‘us all’ to ‘leave’ now,” he said") == ["He told ‘us all’ to ‘leave’ now,"]
    assert quoted("« Il dit « nous partons tous » à moi », dit-il") == ["Il dit « nous partons tous » à moi"]


@pytest.mark.parametrize(
    "text",
    [
        "L’armée dit qu’elle n’a pas d’hommes dans l’est du pays",
        "the soldiers’ bases and the troops’ camps are closed",
        "‘Tis the soldiers’ base, and ‘90s planes' hangars",
        "It's the army's wish that it's the end of 'em",
        'a base 5\' 11" wide and 6\' 12" long, at 10" of rain',
        "“three words only” and “two words”",
        "» nous partons du pays «",
        "”we leave the country now”",
    ],
)
def test_what_quotes_nothing(text: str) -> None:
    assert quoted(text) == []


def test_an_apostrophe_ends_no_quotation() -> None:
    assert quoted("‘We close the soldiers’ bases, and it’s done,’ he said.") == [
        "We close the soldiers’ bases, and it’s done,"
    ]


def test_a_mark_that_never_closes_reaches_to_the_next_or_to_the_end_of_the_paragraph() -> None:
    assert quoted("“We leave the country, he said. “It is over now for all.” Yes.\n\nNext.") == [
        "We leave the country, he said.",
        "It is over now for all.",
    ]
    assert quoted("“We leave the country, he said.\n\nNobody knows why it is.") == ["We leave the country, he said."]


def test_block_quotes_of_markdown() -> None:
    assert quoted("He said:\n\n> We leave\n> the *country*\nnow.\n>\n> Soon.\n\nNo.\n\n> Two words\n") == [
        "We leave the country now. Soon."
    ]


def test_a_block_quote_with_marks_of_its_own_is_read_by_these() -> None:
    text = "> “We leave the country now,” he said. “And never come back here.”\n>\n> — a minister"
    assert quoted(text) == ["We leave the country now,", "And never come back here."]


def test_who_is_named_below_a_block_quote_is_not_quoted() -> None:
    (claim,) = read("A minister said:\n\n> We leave the country “now”\n>\n> — Emmanuel Macron, in Paris, on a Sunday")
    assert isinstance(claim, QuotationClaim)
    assert claim.text == "We leave the country “now”"
    assert claim.context.before == "A minister said:"
    assert claim.context.after == "— Emmanuel Macron, in Paris, on a Sunday"


def test_html_quotes_with_q_and_blockquote_and_what_is_hidden_is_not_read() -> None:
    page = """<!doctype html><title>“No title is a quotation”</title><style>“a b c d e”</style>
    <p>He said <q>we <b>leave</b> the&nbsp;country&#32;now</q>.<!-- “not to be seen here” -->
    <p hidden>“hidden words are not read”<p>&ldquo;It is over &amp; done now&rdquo;
    <blockquote><p>We never come back<p>at all<footer>the French minister of war</footer></blockquote>
    <div style="display:none">“<div>hidden words</div> are not read”</div><script>“not to be seen here”</script>"""
    assert quoted(page) == [SAID, "It is over & done now", "We never come back at all"]


def test_where_a_quotation_stands() -> None:
    text = "\ufeffOne.\r\n\r\nHe said “ we **leave** the\r\ncountry now ” today."
    (claim,) = read(text)
    source = text[1:]
    assert source[claim.start : claim.end] == "we **leave** the\r\ncountry now"
    assert claim.line == 3


def test_markup_of_html_is_within_the_place_of_a_quotation() -> None:
    text = "<p>\n“we <b>leave</b> the&nbsp;country&#32;now&rdquo;</p>"
    (claim,) = read(text)
    assert text[claim.start : claim.end] == "we <b>leave</b> the&nbsp;country&#32;now"
    assert (claim.text, claim.line) == (SAID, 2)


def test_the_sentences_around_a_quotation() -> None:
    (claim, other) = read(
        "Alas. Then M. Macron told “nobody” that “we leave the country.” Gen. Tchiani said “we are all glad now”. B."
    )
    assert isinstance(claim, QuotationClaim)
    assert isinstance(other, QuotationClaim)
    assert claim.context.sentence == "Then M. Macron told “ ” that “ … .”"
    assert claim.context.after == "Gen. Tchiani said “ ”."
    assert other.context.before == "Then M. Macron told “ ” that “ .”"
    assert other.context.sentence == "Gen. Tchiani said “ … ”."


@pytest.mark.parametrize("marks", ["“”", "«»", '""', "‘’", "<q>"])
def test_each_quotation_of_the_shipped_dataset_is_read_whole(marks: str) -> None:
    is_html = marks == "<q>"
    opening, closing = ("<p>He said: <q>", "</q>.") if is_html else (f"He said: {marks[0]}", f"{marks[1]}.")
    for record in records("quotes"):
        message = " ".join(record["text"].split())
        if len(message.split()) >= 4:
            text = opening + (escape(message) if is_html else message) + closing
            assert quoted(text) == [message.strip()]
