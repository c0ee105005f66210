"""Rules about names: of actors, places, publishers and countries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from sahelcli.index.fold import fold, key
from sahelcli.phrases.countries import NAMES
from sahelcli.records.actor import Actor, ActorKind
from sahelcli.records.dataset import Dataset
from sahelcli.records.diagnostic import shown
from sahelcli.records.place import Place
from sahelcli.records.references import Keys
from sahelcli.records.source import Source
from sahelcli.rules.allowed import in_writing
from sahelcli.rules.nearly import Spellings
from sahelcli.rules.remark import Remark

_BRACKET = re.compile(r"[(\[][^()\[\]]*[)\]]")
_FREQUENT = 5  # uses of a publisher's name that make it the right one
_LONG_PUBLISHER, _LONG_NAME = 5, 8  # letters: what is shorter may well differ by one


def shared_name(dataset: Dataset) -> Iterator[Remark]:
    """No two actors, and no two places, have a name or alias in common.

    Names are compared as they are searched for: without case, accents, hyphens and apostrophes. A search for a shared
    name lists all that have it, and answers for none.
    """
    for noun, records in (("actor", dataset.actors), ("place", dataset.places)):
        owners: dict[str, str] = {}
        for record in records:
            for keys, name in _names(record):
                owner = owners.setdefault(key(name), record.id)
                if owner != record.id:
                    message = f"{shown(name)} is also a name of {noun} {shown(owner)}"
                    yield Remark(record, keys, message, "leave it to one of them, or make it longer")


def one_person_twice(dataset: Dataset) -> Iterator[Remark]:
    """No two persons have names that differ by one letter, or in the order of the words alone.

    One person under two ids has some of the quotations and figures under each. Names of eight letters or more are
    looked at, without case and accents; one that is quite the same is left to `shared-name`.
    """
    known, whose = Spellings(), dict[str, tuple[str, str]]()
    for person in dataset.actors:
        if person.kind is not ActorKind.PERSON:
            continue
        told: set[str] = set()
        for keys, name in _names(person):
            words = " ".join(sorted(fold(name).split()))
            if len(words) < _LONG_NAME:
                continue
            near = [whose[other][0] for other in known.near(words)]
            owner, spelt = whose.setdefault(words, (person.id, key(name)))
            for other in [*near, *([owner] if spelt != key(name) else [])]:
                if other != person.id and other not in told:
                    told.add(other)
                    hint = "of one person, make one actor with aliases"
                    yield Remark(person, keys, f"{shown(name)} is nearly a name of actor {shown(other)}", hint)
            known.add(words)


def misspelt_publisher(dataset: Dataset) -> Iterator[Remark]:
    """A publisher that is named once does not differ by one letter from one that is named five times or more.

    The frequent name has five letters or more, case does not count: AFP and AP are two agencies.
    """
    uses = Counter(source.publisher.casefold() for source in dataset.sources)
    written = {source.publisher.casefold(): source.publisher for source in reversed(dataset.sources)}
    frequent = Spellings()
    for name, count in uses.items():
        if count >= _FREQUENT and len(name) >= _LONG_PUBLISHER:
            frequent.add(name)
    for source in dataset.sources:
        name = source.publisher.casefold()
        if uses[name] == 1 and (meant := next(frequent.near(name), None)):
            other = shown(written[meant])
            message = f"publisher {shown(source.publisher)} is one letter off {other}, named {uses[meant]} times"
            yield Remark(source, ("publisher",), message, f"did you mean {other}?")


def publisher_spelling(dataset: Dataset) -> Iterator[Remark]:
    """A publisher or agency has one spelling: no two names differ in signs or in a bracket alone.

    `Jeune-Afrique` and `Jeune Afrique` are one outlet; `allAfrica (français)` beside `allAfrica` counts as another,
    and as an independent source. Two names with two brackets, `Le Soleil (Benin)` and `Le Soleil (Senegal)`, are told
    apart. The name that is used most is taken for the right one, without a bracket where there is such a name.
    """
    used = Counter(name for source in dataset.sources for _, name in _outlets(source))
    spelt: dict[str, dict[str, str]] = {}  # by name without bracket, then by what is in it: the spelling used most
    for name in sorted(used, key=lambda name: -used[name]):
        spelt.setdefault(_bare(name), {}).setdefault(key(name), name)
    told: set[str] = set()
    for source in dataset.sources:
        for field, name in _outlets(source):
            others = spelt[_bare(name)]
            usual = others.get(_bare(name)) or others[key(name)]
            if usual != name and name not in told:
                told.add(name)
                how = "in signs" if key(usual) == key(name) else "in a bracket"
                message = f"{field} {shown(name)} differs from {shown(usual)} {how} alone"
                passing = f"two of one name pass with {in_writing('publisher-spelling')}"
                yield Remark(source, (field,), message, f"of one outlet, write {shown(usual)} everywhere; {passing}")


def _outlets(source: Source) -> Iterator[tuple[str, str]]:
    yield "publisher", source.publisher
    if source.agency:
        yield "agency", source.agency


def _bare(name: str) -> str:
    return key(_BRACKET.sub(" ", name)) or key(name)


def unassigned_country(dataset: Dataset) -> Iterator[Remark]:
    """A country code is one that ISO 3166-1 assigns."""
    records: tuple[Actor | Place, ...] = (*dataset.actors, *dataset.places)
    for record in records:
        if record.country is not None and record.country not in NAMES:
            message = f"{shown(record.country)} is not a country code of ISO 3166-1"
            yield Remark(record, ("country",), message, "two capital letters: NE, FR, ML")


def _names(record: Actor | Place) -> Iterator[tuple[Keys, str]]:
    yield ("name",), record.name
    yield from ((("aliases", number), alias) for number, alias in enumerate(record.aliases))
