"""Which days an article writes out in full."""

from __future__ import annotations

import pytest

from sahelcli.verify.article_reader import read_article
from sahelcli.verify.claim_rows import find_claims
from sahelcli.verify.claims import DayClaim


def read(text: str) -> list[DayClaim]:
    return [claim for claim in find_claims(read_article(text.encode())) if isinstance(claim, DayClaim)]


@pytest.mark.parametrize(
    "text",
    [
        "24 September 2023",
        "24th September 2023",
        "the 24th of September 2023",
        "Sunday, 24 September 2023",
        "September 24, 2023",
        "Sunday, September 24, 2023",
        "Sept. 24, 2023",
        "24\u00a0septembre 2023",
        "dimanche 24 septembre 2023",
        "24\nseptembre\n2023",
        "2023-09-24",
    ],
)
def test_a_day_written_in_full(text: str) -> None:
    (claim,) = read(f"On {text}, Macron spoke.")
    assert (claim.date, claim.text, claim.start) == ("2023-09-24", " ".join(text.split()), 3)


def test_the_first_of_a_month_in_french() -> None:
    assert [claim.date for claim in read("le 1er octobre 2023")] == ["2023-10-01"]


@pytest.mark.parametrize(
    "text",
    [
        "31 September 2023",
        "2023-02-29",
        "September 2023",
        "24 September",
        "last Sunday",
        "in 2023",
        "2023-09-24-france",
        "page 12023-09-24",
        "39 May 2023",
    ],
)
def test_no_day(text: str) -> None:
    assert read(text) == []
