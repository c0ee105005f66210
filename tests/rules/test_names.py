"""Names of actors, places, publishers and countries."""

from __future__ import annotations

import pytest

from tests.rules.small import actor, place, said, source


def test_a_shared_name_is_found_however_it_is_written() -> None:
    toml = place("n-djamena", "N'Djamena") + place("other", "Elsewhere", aliases=["Far", "ndjaména"])
    assert said(toml, "shared-name") == ['10:19: "ndjaména" is also a name of place "n-djamena"']


def test_one_record_may_have_a_name_twice() -> None:
    assert said(actor("a", "Traoré", aliases=["Traore"]), "shared-name") == []


def test_an_actor_and_a_place_may_share_a_name() -> None:
    assert said(actor("niger", "Niger") + place("niger", "Niger"), "shared-name") == []


@pytest.mark.parametrize(
    ("one", "other", "is_near"),
    [
        ("Abdourahamane Tchiani", "Abdourahmane Tchiani", True),
        ("Abdourahamane Tchiani", "Tchiani Abdourahamane", True),
        ("Abdourahamane Tchiani", "Tchiani Abdourahmane", True),
        ("Salifou Mody", "Salifou Modi", True),
        ("Salifou Mody", "Salifu Modi", False),
        ("Assimi Goïta", "Assimi Goita", False),  # the same name: for `shared-name` to say
        ("A. Bah", "B. Bah", False),
    ],
)
def test_two_persons_with_nearly_one_name(one: str, other: str, is_near: bool) -> None:
    result = said(actor("one", one) + actor("other", other), "one-person-twice")
    assert result == ([f'9:8: "{other}" is nearly a name of actor "one"'] if is_near else [])


def test_spellings_of_one_person_are_fine() -> None:
    toml = actor("one", "Abdourahamane Tchiani", aliases=["Abdourahmane Tchiani", "Tchiani Abdourahamane"])
    assert said(toml, "one-person-twice") == []


def test_a_person_is_named_once_for_all_spellings() -> None:
    toml = actor("one", "Salifou Mody", aliases=["Salifou Modi"]) + actor(
        "other", "Salifou Modis", aliases=["Mody, Salifo"]
    )
    assert len(said(toml, "one-person-twice")) == 1


def publishers(*names: str) -> str:
    return "".join(source(f"source-{number}", publisher=name) for number, name in enumerate(names))


def test_a_publisher_one_letter_off_a_frequent_one() -> None:
    toml = publishers(*["Le Monde"] * 5, "Le Mode")
    assert said(toml, "misspelt-publisher") == [
        '29:13: publisher "Le Mode" is one letter off "Le Monde", named 5 times'
    ]


@pytest.mark.parametrize(
    "names",
    [
        ("Le Monde",) * 4 + ("Le Mode",),  # not frequent
        ("Le Monde",) * 5 + ("Le Mode",) * 2,  # not a slip
        ("AFP",) * 5 + ("AP",),
        ("Le Monde",) * 5 + ("le monde",),
        ("Le Monde",) * 5 + ("Le Temps",),
    ],
    ids=str,
)
def test_publishers_that_are_others(names: tuple[str, ...]) -> None:
    assert said(publishers(*names), "misspelt-publisher") == []


@pytest.mark.parametrize(
    ("names", "result"),
    [
        (("Jeune Afrique",) * 2 + ("Jeune-Afrique",), ['"Jeune-Afrique" differs from "Jeune Afrique" in signs']),
        (("JEUNE AFRIQUE", "Jeune Afrique"), ['"Jeune Afrique" differs from "JEUNE AFRIQUE" in signs']),
        (("allAfrica", "allAfrica (français)"), ['"allAfrica (français)" differs from "allAfrica" in a bracket']),
        (("allAfrica [fr]",) * 3 + ("allAfrica",), ['"allAfrica [fr]" differs from "allAfrica" in a bracket']),
        (("Le Soleil (Benin)", "Le Soleil (Senegal)"), []),
        (("Le Soleil (Bénin)", "Le Soleil (Benin)"), ['"Le Soleil (Benin)" differs from "Le Soleil (Bénin)" in signs']),
        (("(AFP)", "(AP)"), []),
        (("Le Monde", "Le Monde", "Le Monde diplomatique"), []),
    ],
)
def test_a_publisher_has_one_spelling(names: tuple[str, ...], result: list[str]) -> None:
    messages = [message.partition(": publisher ")[2] for message in said(publishers(*names), "publisher-spelling")]
    assert messages == [f"{start} alone" for start in result]


def test_an_agency_is_spelt_as_it_is_as_a_publisher() -> None:
    text = source("a", publisher="Agence APA") + source("b", publisher="The Courier", agency="Agence A.P.A.")
    assert said(text, "publisher-spelling") == [
        '10:10: agency "Agence A.P.A." differs from "Agence APA" in signs alone'
    ]


def test_two_outlets_of_one_name_pass_with_a_reason() -> None:
    text = source("a", publisher="The Star") + source("b", publisher="The Star (Malaysia)").rstrip()
    assert said(text + '\nx_allow = { publisher-spelling = "Of Malaysia." }\n', "publisher-spelling") == []


def test_a_country_code_that_nobody_has() -> None:
    toml = actor("a", "A", country="UK") + place("p", "P", country="ZZ") + place("q", "Q", country="NE")
    assert said(toml, "unassigned-country") == [
        '6:11: "UK" is not a country code of ISO 3166-1',
        '12:11: "ZZ" is not a country code of ISO 3166-1',
    ]
