"""Text that is made to take long: an answer, in time that grows as the text does."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from sahelcli.index.open import Index
from sahelcli.verify.article_reader import read_article
from sahelcli.verify.claim_rows import find_claims
from sahelcli.verify.names_in_text import named_in

SIZE = 20_000  # signs, and twice as many
QUICK = 0.2  # seconds of a processor: what takes less need not be compared
MOST_LONGER = 3.0  # times, for twice the text: it is two where time grows as the text does, four where as its square

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


def is_linear(read: Callable[[int], object]) -> bool:
    """Whether twice the text takes about twice the time, in one of five tries."""
    return any(_is_linear(read) for _ in range(5))


def _is_linear(read: Callable[[int], object]) -> bool:
    twice = _seconds(read, 2 * SIZE)
    return twice < QUICK or twice < MOST_LONGER * _seconds(read, SIZE)


def _seconds(read: Callable[[int], object], size: int) -> float:
    begun = time.process_time()
    read(size)
    return time.process_time() - begun


@pytest.mark.parametrize("name", ["a.md", "a.html"])
@pytest.mark.parametrize("unit", UNITS)
def test_hostile_text_is_read_in_linear_time(unit: str, name: str) -> None:
    assert is_linear(lambda size: find_claims(read_article((unit * (size // len(unit))).encode(), name)))


def test_forty_thousand_quotation_marks_are_twenty_thousand_quotations() -> None:
    assert len(find_claims(read_article(("“a b c d”\n" * 20_000).encode()))) == 20_000


def test_html_that_is_nested_deeply_is_read() -> None:
    page = "<div>" * 20_000 + "<blockquote>" * 20_000 + "we leave the country" + "</blockquote>" * 20_000
    (claim,) = find_claims(read_article(page.encode()))
    assert claim.text == "we leave the country"


@pytest.mark.parametrize("unit", ["Niger ", "Macron ", "Traoré ", "X{} ", "É "])
def test_whom_a_text_of_names_alone_names_is_found_in_linear_time(shipped: Index, unit: str) -> None:
    def read(size: int) -> object:
        return named_in(shipped.connection, "".join(unit.format(number) for number in range(size // len(unit))))

    assert is_linear(read)
