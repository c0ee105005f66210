"""The entities of FollowTheMoney, held to its schemas: as a table of ours says them, and by its library where it is."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pytest

from tests.terminal import Sahel

Entity = dict[str, Any]
SOURCE = '[[sources]]\nid = "s"\ntitle = "S"\npublisher = "P"\n'


def entities(output: str) -> dict[str, Entity]:
    read = [json.loads(line) for line in output.splitlines()]
    by_id = {entity["id"]: entity for entity in read}
    assert len(by_id) == len(read)
    return by_id


def library() -> Any:
    return pytest.importorskip("followthemoney", reason="pip install followthemoney, which needs ICU's headers").model


def assert_valid(found: Iterable[Entity]) -> None:
    """Each entity is what the library makes of it: no property unknown, no value refused or changed."""
    model = library()
    known = {entity["id"]: entity["schema"] for entity in found}
    for entity in found:
        schema = model.get(entity["schema"])
        schema.validate(entity)
        assert set(schema.required) <= entity["properties"].keys()
        proxy = model.get_proxy(entity, cleaned=False)
        for name, values in entity["properties"].items():
            prop = schema.get(name)
            assert [value for value in values if not prop.type.validate(value)] == []
            assert sorted(proxy.get(name)) == sorted(map(clean_text, values)), (entity["id"], name)
            if prop.range:
                assert all(model.get(known[value]).is_a(prop.range) for value in values), (entity["id"], name)


def clean_text(text: str) -> str:
    """Return a text as readers keep it: without white space around it."""
    return text.strip()


def values(entity: Entity, name: str) -> list[str]:
    found: list[str] = entity["properties"].get(name, [])
    return found


@pytest.mark.parametrize(
    "options", [(), ("--place", "niger", "--on", "2023-09"), ("--known-by", "2023-07")], ids=" ".join
)
def test_the_library_takes_every_entity_and_value(sahel: Sahel, options: tuple[str, ...]) -> None:
    assert_valid(entities(sahel("export", "ftm", *options).stdout).values())


def test_edges_are_valid_too(sahel: Sahel, edges: str) -> None:
    assert_valid(entities(sahel("export", "ftm", "-d", edges).stdout).values())


def test_records_become_what_they_are(sahel: Sahel, edges: str) -> None:
    found = entities(sahel("export", "ftm", "-d", edges).stdout)
    day = found["sahel.event.day"]
    assert day["schema"] == "Event"
    assert values(day, "involved") == ["sahel.actor.envoy", "sahel.actor.corps"]
    assert values(day, "addressEntity") == ["sahel.place.niamey", "sahel.place.niger"]
    assert values(day, "proof") == ["sahel.source.plain", "sahel.source.hostile"]
    assert values(day, "keywords") == ["withdrawal"]
    assert "According to the Corps" in values(day, "notes")
    arabic = found["sahel.quote.arabic"]
    assert values(arabic, "description") == ["«لن نغادر» قال، ثم رحل"]
    assert values(arabic, "involved") == ["sahel.actor.envoy"]
    assert {"Language: Arabic", "Venue: الإذاعة"} <= set(values(arabic, "notes"))
    assert "Reported speech: nobody's exact words." in values(found["sahel.quote.reported"], "notes")
    figure = found["sahel.figure.range"]
    assert values(figure, "name") == ["The Corps, Niamey: about 1,000–1,500 deployed"]
    assert values(figure, "summary") == ["between 1,000 and 1,500"]
    assert "measure: deployed; low: 1000; high: 1500; qualifier: about" in values(figure, "notes")
    assert (found["sahel.actor.envoy"]["schema"], found["sahel.actor.corps"]["schema"]) == ("Person", "Organization")
    assert values(found["sahel.actor.envoy"], "position") == ["Envoy, The Corps"]
    niamey = found["sahel.place.niamey"]
    assert (niamey["schema"], values(niamey, "full"), values(niamey, "latitude")) == (
        "Address",
        ["Niamey, Niger"],
        ["13.51"],
    )
    plain = found["sahel.source.plain"]
    assert (plain["schema"], values(plain, "publishedAt"), values(plain, "language")) == (
        "Article",
        ["2023-09-24"],
        ["eng"],
    )


def test_links_are_of_what_is_there(sahel: Sahel, edges: str) -> None:
    found = entities(sahel("export", "ftm", "-d", edges).stdout)
    links = [entity["properties"] for entity in found.values() if entity["schema"] == "UnknownLink"]
    said = {(*link["subject"], *link["role"], *link["object"]) for link in links}
    assert said == {
        ("sahel.event.day", "related", "sahel.event.month"),
        ("sahel.quote.arabic", "belongs to", "sahel.event.day"),
        ("sahel.quote.english", "belongs to", "sahel.event.day"),
        ("sahel.actor.envoy", "Envoy", "sahel.actor.corps"),
        ("sahel.place.niamey", "part of", "sahel.place.niger"),
    }
    office = next(link for link in links if link["role"] == ["Envoy"])
    assert (office["startDate"], office["endDate"]) == (["2020"], ["2024-05"])
    narrow = entities(sahel("export", "ftm", "-d", edges, "--text", "gehen", "--text", "We [shall] not").stdout)
    assert "Belongs to: On a day" in values(narrow["sahel.quote.english"], "notes")
    for link in (entity["properties"] for entity in narrow.values() if entity["schema"] == "UnknownLink"):
        assert {*link["subject"], *link["object"]} <= narrow.keys()


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2023-09-24", {"date": ["2023-09-24"]}),
        ("2023-09", {"date": ["2023-09"]}),
        ("2023-09~", {"date": ["2023-09"]}),
        ("2023", {"date": ["2023"]}),
        ("2023-07-2X", {"date": ["2023-07"]}),
        ("2023-XX", {"date": ["2023"]}),
        ("201X", {"startDate": ["2010"], "endDate": ["2019"]}),
        ("20XX", {"startDate": ["2000"], "endDate": ["2099"]}),
        ("2023-07/2023-09-02", {"startDate": ["2023-07"], "endDate": ["2023-09-02"]}),
        ("../2023-12-01", {"endDate": ["2023-12-01"]}),
        ("2022-08-15/..", {"startDate": ["2022-08-15"]}),
        ("1000-01-01", {"date": ["1000-01-01"]}),
        ("2999-12-31", {"date": ["2999-12-31"]}),
        ("0999/1001", {"endDate": ["1001"]}),
    ],
)
def test_a_date_is_as_much_as_is_known(sahel: Sahel, date: str, said: dict[str, list[str]]) -> None:
    text = f'{SOURCE}[[events]]\nid = "e"\ndate = "{date}"\ntitle = "T"\nsources = ["s"]\n'
    result = sahel("export", "ftm", "-d", "-", stdin=text.encode())
    entity = entities(result.stdout)["sahel.event.e"]
    assert {name: values(entity, name) for name in ("date", "startDate", "endDate") if values(entity, name)} == said
    assert any(note.endswith(f"(EDTF {date})") for note in values(entity, "notes"))
    assert result.stderr == ""


@pytest.mark.parametrize("date", ["0999", "-0043-03-15", "9999-12-31", "../0001", "3000/.."])
def test_a_date_of_other_years_stands_in_words_and_is_counted(sahel: Sahel, date: str) -> None:
    text = f'{SOURCE}[[events]]\nid = "e"\ndate = "{date}"\ntitle = "T"\nsources = ["s"]\n'
    result = sahel("export", "ftm", "-d", "-", stdin=text.encode())
    entity = entities(result.stdout)["sahel.event.e"]
    assert not {"date", "startDate", "endDate"} & entity["properties"].keys()
    assert any(note.endswith(f"(EDTF {date})") for note in values(entity, "notes"))
    assert result.stderr == ("1 record has its date in words alone: FollowTheMoney has the years from 1000 to 2999\n")


def test_ids_are_those_of_the_records_and_valid(sahel: Sahel) -> None:
    text = f'{SOURCE}[[events]]\nid = "a-"\ndate = "2023"\ntitle = "T"\nrelated = ["a"]\nsources = ["s"]\n'
    text += '[[events]]\nid = "a"\ndate = "2023"\ntitle = "U"\nsources = ["s"]\n'
    found = entities(sahel("export", "ftm", "-d", "-", stdin=text.encode()).stdout)
    assert {"sahel.event.a-.0", "sahel.event.a"} <= found.keys()
    assert_valid(found.values())
    shipped = entities(sahel("export", "ftm").stdout)
    chapter = entities(sahel("export", "ftm", "--place", "niger").stdout)
    dataset = next(iter(chapter))
    assert chapter.keys() < shipped.keys()
    assert dataset == next(iter(shipped))  # so that a chapter loaded beside the whole doubles nothing


def test_what_is_too_long_for_a_property_stands_whole_in_the_notes(sahel: Sahel) -> None:
    name = "n" * 2_000
    text = (
        SOURCE.replace('"P"', f'"{name}"')
        + f'[[actors]]\nid = "a"\nkind = "person"\nname = "{name}"\ndescription = "D"\n'
    )
    text += '[[events]]\nid = "e"\ndate = "2023"\ntitle = "T"\nactors = ["a"]\nsources = ["s"]\n'
    found = entities(sahel("export", "ftm", "-d", "-", stdin=text.encode()).stdout)
    assert_valid(found.values())
    for identifier in ("sahel.actor.a", "sahel.source.s"):
        assert name in values(found[identifier], "notes")


def test_quotations_are_word_for_word(sahel: Sahel) -> None:
    found = entities(sahel("export", "ftm").stdout)
    for row in sahel("quote", "--json").json():
        assert values(found[f"sahel.quote.{row['id']}"], "description") == [row["text"]]
