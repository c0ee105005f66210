"""The shipped dataset, held to its rules, and the article that started the project, found in it word by word."""

from __future__ import annotations

from collections import Counter

import pytest

from sahelcli.dataset.locate import shipped
from sahelcli.dataset.reader import read_dataset
from sahelcli.model.choices import FigureQualifier, Measure
from sahelcli.model.dataset import Dataset
from sahelcli.model.kinds import KINDS, Actor, Event, Figure, Kind, Place, Quote
from sahelcli.phrases.country_names import NAMES

SEED = "seed-2023-09-26-france-niger-withdrawal"

# What the article prints as somebody's words: the speaker, the words, and whether they stand without quotation marks.
WORDS = (
    (
        "emmanuel-macron",
        (
            "We are stopping our military cooperation with the people in charge of Niger because they don’t want to "
            "fight terrorism anymore,"
        ),
        False,
    ),
    (
        "emmanuel-macron",
        (
            "we are ending our “cooperation” because we don’t want to be involved in their internal politics and be "
            "controlled by the military group."
        ),
        True,
    ),
    (
        "emmanuel-macron",
        (
            "They will return in a well-organized way in the upcoming weeks and months, and we will work together with "
            "the rebels because we want this to happen peacefully,"
        ),
        False,
    ),
    (
        "emmanuel-macron",
        (
            "France has decided to bring back its ambassador. In a few hours, our ambassador and some diplomats are "
            "coming back to France."
        ),
        True,
    ),
    (
        "niger-junta",
        (
            "This Sunday, we are celebrating another progress towards Niger’s independence. French soldiers and the "
            "French representative will be departing Niger before the year ends,"
        ),
        True,
    ),
    (
        "niger-junta",
        "We do not want imperialist and neo-colonialist forces in our country anymore.",
        True,
    ),
    (
        "niger-junta",
        (
            "We will continue to strongly oppose and confront any organization or system that tries to question or go "
            "against the best interests of our country."
        ),
        False,
    ),
    (
        "catherine-colonna",
        "he will continue working for as long as we want him to.",
        True,
    ),
)

# Its figures: whose, what of them, on which day, from and to, the qualifier, and its own words.
FIGURES = (
    ("france", Measure.DEPLOYED, "2023-09-26", 1500, 1500, FigureQualifier.ABOUT, "About 1,500 soldiers"),
    ("united-states", Measure.DEPLOYED, "2023-09", 1100, 1100, FigureQualifier.ABOUT, "around 1,100 US troops"),
    ("france", Measure.PLANNED, "2023-12-31", 0, 0, None, "no more French soldiers in Niger"),
)

# What it says happened, with the date as far as it can be known from the article and the sources beside it.
EVENTS = (
    ("2023-07-26", "Soldiers announce on television that Bazoum's government is overthrown"),
    ("2023-08-25", "Junta gives the French ambassador 48 hours to leave"),
    ("2023-08-29", "Letter strips Itté of immunity and orders police to expel him"),
    ("2023-09", "Colonna says ambassador Itté is still working in Niamey"),
    ("2023-09", "US reported to weigh taking about half of its troops out of Niger"),
    ("2023-09-15", "Macron says the ambassador is literally held hostage at the embassy"),
    ("2023-09-24", "Macron announces the return of ambassador Sylvain Itté"),
    ("2023-09-24", "Macron announces French military withdrawal from Niger by year's end"),
    ("2023-09-24", "Niger's junta hails the announced French departure"),
)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_dataset([str(shipped())])


def test_nothing_is_wrong_with_it(dataset: Dataset) -> None:
    assert [finding.one_line() for finding in dataset.diagnostics] == []
    assert dataset.left_out == 0


def test_it_says_what_it_is(dataset: Dataset) -> None:
    assert dataset.info.title == "Foreign forces and ruptures in the Sahel, 2012-2026"
    assert dataset.info.description
    assert dataset.info.version
    assert dataset.info.licence == "CC-BY-4.0"
    assert len(dataset.tags) == 19


def test_nothing_of_the_research_is_missing(dataset: Dataset) -> None:
    least = {"event": 674, "quote": 543, "figure": 423, "actor": 264, "place": 130, "source": 1851}
    counts = {kind.name: len(getattr(dataset, kind.table)) for kind in KINDS}
    assert all(counts[name] >= number for name, number in least.items())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_record_stands_twice_under_two_ids(dataset: Dataset, kind: Kind) -> None:
    without_id = Counter(record.model_dump_json(exclude={"id"}) for record in getattr(dataset, kind.table))
    assert [text for text, count in without_id.items() if count > 1] == []


def test_every_event_quotation_and_figure_says_who_says_so(dataset: Dataset) -> None:
    records: list[Event | Quote | Figure] = [*dataset.events, *dataset.quotes, *dataset.figures]
    for record in records:
        assert record.sources
        assert len(set(record.sources)) == len(record.sources)


def test_every_event_has_a_tag(dataset: Dataset) -> None:
    assert [event.id for event in dataset.events if not event.tags] == []


def test_countries_are_those_of_the_standard(dataset: Dataset) -> None:
    records: list[Actor | Place] = [*dataset.actors, *dataset.places]
    assert {record.country for record in records} - {None} <= NAMES.keys()


def test_the_article_is_known_as_a_paraphrase(dataset: Dataset) -> None:
    (seed,) = (source for source in dataset.sources if source.id == SEED)
    assert seed.reworded
    assert str(seed.published) == "2023-09-26"


@pytest.mark.parametrize(("speaker", "words", "reported"), WORDS, ids=lambda value: str(value)[:30])
def test_each_quotation_of_the_article_is_there(dataset: Dataset, speaker: str, words: str, *, reported: bool) -> None:
    (quote,) = (quote for quote in dataset.quotes if quote.text == words)
    assert (quote.speaker, quote.reported, quote.sources) == (speaker, reported, (SEED,))


def test_the_article_has_no_other_quotation(dataset: Dataset) -> None:
    texts = {quote.text for quote in dataset.quotes if SEED in quote.sources}
    assert texts == {words for _, words, _ in WORDS}


def number(figure: Figure) -> tuple[object, ...]:
    parts = (figure.force, figure.measure, str(figure.date), figure.low, figure.high, figure.qualifier, figure.wording)
    assert figure.place == "niger"
    return parts


def test_each_figure_of_the_article_is_there(dataset: Dataset) -> None:
    assert {number(figure) for figure in dataset.figures if SEED in figure.sources} == set(FIGURES)


def told(event: Event) -> tuple[str, str]:
    return str(event.date), event.title


def test_each_event_of_the_article_is_there(dataset: Dataset) -> None:
    assert sorted(told(event) for event in dataset.events if SEED in event.sources) == sorted(EVENTS)
