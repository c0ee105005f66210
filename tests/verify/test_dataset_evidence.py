"""Numbers and days of an article, held to the shipped dataset and to a small one."""

from __future__ import annotations

from pathlib import Path

import pytest

from sahelcli.dates.periods import parse_period
from sahelcli.index.open import Index
from sahelcli.query import Query
from sahelcli.verify.article_reader import read_article
from sahelcli.verify.claim_rows import find_claims
from sahelcli.verify.claims import DayClaim, NumberClaim
from sahelcli.verify.dataset_evidence import EvidenceFinder, NumberVerdict
from sahelcli.verify.names_in_text import named_in

SEED = Path(__file__).parent / "seed-article.txt"


def held(index: Index, text: str, query: Query | None = None) -> list[tuple[NumberClaim | DayClaim, NumberVerdict]]:
    article = read_article(text.encode())
    claims = [claim for claim in find_claims(article) if isinstance(claim, NumberClaim | DayClaim)]
    holder = EvidenceFinder(
        index, query or Query(), article.text, (claim.date for claim in claims if isinstance(claim, DayClaim))
    )
    return [(claim, holder.verdict(claim)) for claim in claims]


def ids(rows: tuple[object, ...]) -> list[str]:
    return [row.data()["id"] for row in rows]  # type: ignore[attr-defined]


def test_the_numbers_and_the_day_of_the_seed_article(shipped: Index) -> None:
    result = held(shipped, SEED.read_text("utf-8"))
    assert [(claim.text, verdict.verdict) for claim, verdict in result] == [
        ("2023-09-26", "found"),
        ("About 1,500 soldiers", "found"),
        ("around 1,100 US troops", "found"),
    ]
    _, (_, french), (_, american) = result
    assert "french-troops-niger-2023-09-26-seed" in ids(french.matches)
    assert "french-troops-niger-2023-10-10-africa24" in ids(french.others)
    assert {row.data()["force"]["id"] for row in american.matches} == {"united-states"}
    assert "us-troops-niger-2023-09-08-politico" in ids(american.others)


def test_figures_near_to_the_days_of_the_article_go_first(shipped: Index) -> None:
    for day, nearest in (
        ("26 September", "2023-09-26-seed"),
        ("3 August", "2023-08-03-lbc"),
        ("3 September", "09-04-zeine"),
    ):
        _, (_, result) = held(shipped, f"{day} 2023: France has 1,500 soldiers in Niger")
        assert ids(result.matches)[0].endswith(nearest)
    _, (_, result) = held(shipped, "10 October 2023: France has 1,500 soldiers in Niger")
    assert ids(result.others)[0].startswith("french-troops-forward-bases-2023-10-10")


def test_a_range_with_two_ends_holds_a_number_and_one_that_says_at_least_does_not(shipped: Index) -> None:
    ((_, result),) = held(shipped, "France has 1,200 soldiers in Niger")
    assert "french-troops-niger-2023-reuters-range" in ids(result.matches)
    for row in result.matches:
        data = row.data()
        assert data["low"] <= 1200 <= data["high"]


def test_a_range_is_held_by_the_same_and_by_wider_ones(shipped: Index) -> None:
    ((_, result),) = held(shipped, "France has between 1,000 and 1,500 soldiers in Niger")
    assert "french-troops-niger-2023-reuters-range" in ids(result.matches)
    ((_, result),) = held(shipped, "France has between 900 and 1,500 soldiers in Niger")
    assert result == NumberVerdict("unknown")


def test_whose_people_the_claim_says_they_are(shipped: Index) -> None:
    ((_, german),) = held(shipped, "In Niger and Mali: 1,100 German troops")
    assert {row.data()["force"]["id"] for row in german.matches} == {"germany"}
    ((_, french),) = held(shipped, "Treize militaires français tués au Mali")
    assert "french-killed-helicopters-2019-11-25" in ids(french.matches)  # of Operation Barkhane
    ((_, chinese),) = held(shipped, "In Niger: 1,100 Chinese troops")
    assert chinese.verdict == "unknown"


def test_the_measure_that_the_word_for_people_names(shipped: Index) -> None:
    ((_, dead),) = held(shipped, "Mali and France: 13 dead")
    assert {row.data()["measure"] for row in dead.matches} == {"killed"}


def test_an_article_that_names_nobody_holds_nothing(shipped: Index) -> None:
    assert {result.verdict for _, result in held(shipped, "1,500 soldiers left on 24 September 2023")} == {"unknown"}


def test_the_events_of_a_day_that_name_what_the_article_names(shipped: Index) -> None:
    ((claim, result),) = held(shipped, "Macron spoke on Sunday 24 September 2023")
    assert isinstance(claim, DayClaim)
    assert "2023-09-24-france-announces-niger-withdrawal" in ids(result.matches)
    for row in result.matches:
        assert row.data()["date"] == "2023-09-24"
        assert "emmanuel-macron" in [actor["id"] for actor in row.data()["actors"]]
    ((_, other),) = held(shipped, "Wagner Group, 24 September 2023")
    assert other.verdict == "unknown"


def test_a_query_narrows_what_claims_are_held_to(shipped: Index) -> None:
    text = "France, Niger, 24 September 2023: 1,500 soldiers"
    for query in (Query(on=parse_period("2022")), Query(until=parse_period("2022")), Query(actors=("germany",))):
        assert [result.verdict for _, result in held(shipped, text, query)] == ["unknown", "unknown"]
    seed = Query(not_sources=("seed-2023-09-26-france-niger-withdrawal",))
    _, (_, result) = held(shipped, text, seed)
    assert result.verdict == "found"
    assert "french-troops-niger-2023-09-26-seed" not in ids((*result.matches, *result.others))


def test_what_is_certain_is_so_for_the_days_of_the_query(shipped: Index) -> None:
    text = "France has 1,500 soldiers in Niger"
    for people in (text, "The United States has 1,100 soldiers in Niger"):
        ((_, result),) = held(shipped, people)
        assert all(row.data()["certain"] for row in (*result.matches, *result.others))
    ((_, result),) = held(shipped, text, Query(on=parse_period("2023-10")))
    certain = {row.data()["id"]: row.data()["certain"] for row in (*result.matches, *result.others)}
    assert certain["french-troops-niger-before-2023-12-22-xinhua"] is False
    assert certain["french-troops-niger-2023-10-03-toumba"] is True
    ((_, result),) = held(shipped, text, Query(certain=True))
    assert "french-troops-niger-2023-10-03-toumba" in ids(result.others)


@pytest.mark.parametrize(
    ("text", "actors", "places"),
    [
        ("Macron and Tchiani spoke", {"emmanuel-macron", "abdourahamane-tchiani"}, set()),
        ("des militaires français", {"france"}, {"france"}),
        ("the Nigerien army", {"niger"}, {"niger"}),
        ("the Nigerian army", {"nigeria"}, {"nigeria"}),
        ("in Cote d'Ivoire", {"ivory-coast"}, {"ivory-coast"}),
        ("in N’Djamena", set(), {"ndjamena"}),
        ("operation, force and niger in small letters", set(), set()),
        ("", set(), set()),
    ],
)
def test_whom_and_what_a_text_names(shipped: Index, text: str, actors: set[str], places: set[str]) -> None:
    named = named_in(shipped.connection, text)
    assert ({*named.actors}, {*named.places}) == (actors, places)


def test_a_surname_of_several_names_him_who_is_named_in_full(shipped: Index) -> None:
    assert named_in(shipped.connection, "Traoré spoke").actors == frozenset()
    assert named_in(shipped.connection, "Ibrahim Traoré spoke. Traoré left.").actors == {"ibrahim-traore"}
    known = named_in(shipped.connection, "Ibrahim Traoré spoke")
    assert named_in(shipped.connection, "Traoré left", known).actors == {"ibrahim-traore"}
