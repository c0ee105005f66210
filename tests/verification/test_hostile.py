"""Text that is made to take long: an answer, in time that grows as the text does."""

from __future__ import annotations

import time

import pytest

from sahelcli.verification.article import read_article
from sahelcli.verification.reading import find_claims

SIZE = 60_000  # signs: what takes the square of the time takes minutes
MOST = 8.0  # seconds of a processor, a dozen times what the slowest takes

UNITS = (
    *("“a b c d” ", "“a b c d ", '"a b c d" ', '"', "“‘", "’”", "‘", "s’ bases ", "« a b c d » « ", "“", "”", "»"),
    *(
        "a",
        " ",
        "\n",
        "\r\n",
        "\r",
        "“a b c d\n\n",
        "“a\n\n“b\n\n",
        "> a b c d\n\n",
        "> “a b c d”\n",
        "> ",
        "| a | b |\n",
    ),
    *("1 soldier ", "1,500 French soldiers and ", "1-", "1,000-1,500 soldiers ", "1 a-a-a ", "mille ", "deux cents "),
    *("24 September 2023 ", "September ", "2023-", "Niger ", "A b. ", "… a ", ". "),
    *(
        "[",
        "[a] ",
        "](",
        "![",
        "[a](b 'c",
        "*",
        "**a* ",
        "_a ",
        "`",
        "\\",
        "<a ",
        "<script>",
        "</a",
        "<",
        "&",
        "&quot;",
    ),
    *(
        "<!--",
        "<a b='",
        '<a b="',
        "<div>“a b c d”",
        "<q>a b c d",
        "<blockquote>a b c d",
        "<div hidden>",
        "</div>",
        "<!",
    ),
    *("\x01\x1b[31m", "\u202e“a b c d”", "\u200b", "𐍈", "é", "\ufeff"),
)


@pytest.mark.parametrize("name", ["a.md", "a.html"])
@pytest.mark.parametrize("unit", UNITS)
def test_hostile_text_is_read_in_linear_time(unit: str, name: str) -> None:
    data = (unit * (SIZE // len(unit))).encode()
    begun = time.process_time()
    find_claims(read_article(data, name))
    assert time.process_time() - begun < MOST


def test_a_hundred_thousand_quotation_marks_are_fifty_thousand_quotations() -> None:
    assert len(find_claims(read_article(("“a b c d”\n" * 50_000).encode()))) == 50_000


def test_html_that_is_nested_deeply_is_read() -> None:
    page = "<div>" * 20_000 + "<blockquote>" * 20_000 + "we leave the country" + "</blockquote>" * 20_000
    (claim,) = find_claims(read_article(page.encode()))
    assert claim.text == "we leave the country"
