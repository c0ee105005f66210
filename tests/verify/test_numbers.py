"""Which numbers of an article count people, and how many."""

from __future__ import annotations

import pytest

from sahelcli.verify.article_reader import read_article
from sahelcli.verify.claim_rows import find_claims
from sahelcli.verify.claims import NumberClaim
from sahelcli.verify.number_words import number_words


def read(text: str) -> list[NumberClaim]:
    return [claim for claim in find_claims(read_article(text.encode())) if isinstance(claim, NumberClaim)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("About 1,500 soldiers", 1500, 1500),
        ("1.500 militaires français", 1500, 1500),
        ("1 500 soldats", 1500, 1500),
        ("1\u00a0500 soldats", 1500, 1500),
        ("1\u202f500 hommes", 1500, 1500),
        ("1’500 soldats", 1500, 1500),
        ("1500 troops", 1500, 1500),
        ("fifteen hundred men", 1500, 1500),
        ("quinze cents hommes", 1500, 1500),
        ("mille cinq cents militaires", 1500, 1500),
        ("some 1,500 French troops", 1500, 1500),
        ("1.5 thousand soldiers", 1500, 1500),
        ("1,5 millier de soldats", 1500, 1500),
        ("2 millions d’hommes", 2_000_000, 2_000_000),
        ("trois soldats français", 3, 3),
        ("une centaine de soldats", 100, 100),
        ("A dozen soldiers", 12, 12),
        ("a planned 2,500-strong deployment", 2500, 2500),
        ("a force of 25,000.", 25_000, 25_000),
        ("almost 6,000 blue helmets", 6000, 6000),
        ("14 Casques bleus", 14, 14),
        ("650 U.S. troops", 650, 650),
        ("400 autres soldats", 400, 400),
        ("2000 soldiers on standby", 2000, 2000),
        ("1,440 police personnel", 1440, 1440),
        ("600 newly trained men", 600, 600),
        ("the 1,500\nsoldiers", 1500, 1500),
        ("between 1,000 and 1,500 US military personnel", 1000, 1500),
        ("entre 1 000 et 1 500 soldats", 1000, 1500),
        ("1,000-1,500 soldiers", 1000, 1500),
        ("1,000 to 1,500 soldiers", 1000, 1500),
        ("2,500 or 3,000 men", 2500, 3000),
        ("plus de 3.000 voire 3.500 militaires", 3000, 3500),
        ("10-15,000 troops", 10_000, 15_000),
        ("two to three thousand soldiers", 2000, 3000),
        ("a force of 2000 soldiers", 2000, 2000),
        ("a 3,300-troop force", 3300, 3300),
        ("645 U.S. service members", 645, 645),
        ("twenty-four (24) soldiers killed", 24, 24),
        ("280 mission's employees", 280, 280),
        ("plus d’un millier d’hommes", 1000, 1000),
        ("ce millier d'hommes", 1000, 1000),
        ("50 000 volontaires", 50_000, 50_000),
        ("a further 17 were wounded", 17, 17),
        ("255 others were injured", 255, 255),
        ("13 ont été tués", 13, 13),
    ],
)
def test_a_number_of_people(text: str, low: int, high: int) -> None:
    (claim,) = read(text)
    assert (claim.low, claim.high) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "in 2023 French soldiers left",
        "In July 2023, soldiers came",
        "on July 26 soldiers came",
        "26 July soldiers came",
        "$1,500 men",
        "60 percent of soldiers",
        "per cent of soldiers",
        "un soldat français",
        "l’un des soldats",
        "13 were seen",
        "a soldier",
        "24 hours",
        "the 15th soldiers",
        "49 arrested",
        "1.5 soldiers",
        "several thousand soldiers",
        "des dizaines de soldats",
        "a force of 20 vehicles",
        "1,500 in Niger, soldiers say",
        "A400M soldiers",
        "10:30 soldiers",
    ],
)
def test_no_number_of_people(text: str) -> None:
    assert read(text) == []


def test_what_is_said_around_a_number_is_part_of_the_claim() -> None:
    (claim,) = read("There were **at least 1,500**\r\nFrench soldiers in Niger.")
    assert claim.text == "at least 1,500 French soldiers"
    assert (claim.start, claim.end, claim.line) == (13, 46, 1)
    assert claim.phrase == "1,500\nFrench soldiers in Niger"


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("13 dead", "killed"),
        ("treize morts", "killed"),
        ("30 blessés", "wounded"),
        ("49 detainees", "detained"),
        ("17 were killed", "killed"),
        ("two civilians killed by rebels", "killed"),
        ("trois soldats français tués", "killed"),
        ("25 militaires ont été blessés", "wounded"),
        ("two people have been detained", "detained"),
        ("13 soldiers killed two rebels", ""),
        ("13 soldiers who killed", ""),
        ("1,500 soldiers are there", ""),
    ],
)
def test_what_is_said_of_people_may_name_the_measure(text: str, measure: str) -> None:
    assert read(text)[0].measure == measure


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("two thousand and fifty", [2050]),
        ("twenty-one", [21]),
        ("vingt et un", [21]),
        ("soixante et onze", [71]),
        ("soixante-dix-neuf", [79]),
        ("quatre-vingt", [80]),
        ("quatre-vingts", [80]),
        ("quatre vingt onze", [91]),
        ("quatre-vingt-dix-sept", [97]),
        ("six cents", [600]),
        ("deux cent mille", [200_000]),
        ("deux milliers", [2000]),
        ("trente-deux mille quatre cent quatre-vingts", [32_480]),
        ("two hundred thousand five hundred", [200_500]),
        ("one million two hundred thousand", [1_200_000]),
        ("two or three", [2, 3]),
        ("two three", [2, 3]),
        ("nineteen eighty", [19, 80]),
        ("half a dozen", []),
        ("thousand", []),
        ("hundreds", []),
        ("l'un", []),
        ("a", []),
    ],
)
def test_numbers_in_words(words: str, values: list[int]) -> None:
    assert [numeral.value for numeral in number_words(words)] == values
