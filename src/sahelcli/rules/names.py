"""Rules about names: of actors, places, publishers and countries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from sahelcli.diagnostics.suggestions import did_you_mean
from sahelcli.model.choices import ActorKind
from sahelcli.model.reference_fields import Keys
from sahelcli.phrases.country_names import NAMES
from sahelcli.rules.allowances import in_writing
from sahelcli.rules.index_records import IndexRecords, RuleFinding
from sahelcli.rules.similarity import SpellingIndex
from sahelcli.text.normalize import fold, key
from sahelcli.text.quoted_values import shown

_CALLED = "SELECT key, pos FROM names WHERE kind = ? ORDER BY kind, key, id"
_BRACKET = re.compile(r"[(\[][^()\[\]]*[)\]]")
_FREQUENT = 5  # uses of a publisher's name that make it the right one
_LONG_PUBLISHER, _LONG_NAME = 5, 8  # letters: what is shorter may well differ by one


def shared_name(records: IndexRecords) -> Iterator[RuleFinding]:
    """No two actors, and no two places, have a name or alias in common.

    Names are compared as they are searched for: without case, accents, hyphens and apostrophes. A search for a shared
    name lists all that have it, and answers for none.
    """
    for noun in ("actor", "place"):
        for shared, called in groupby(records.ask(_CALLED, (noun,)), itemgetter(0)):
            places = sorted(pos for _, pos in called)
            owner: str | None = None  # its key may be that of an id alone, which is no name
            for pos, record in ((pos, records.at(pos)) for pos in places if len(places) > 1):
                for keys, name in _names(record):
                    if key(name) == shared:
                        owner = owner or record["id"]
                        if owner != record["id"]:
                            message = f"{shown(name)} is also a name of {noun} {shown(owner)}"
                            yield RuleFinding(pos, keys, message, "leave it to one of them, or make it longer")


def one_person_twice(records: IndexRecords) -> Iterator[RuleFinding]:
    """No two persons have names that differ by one letter, or in the order of the words alone.

    One person under two ids has some of the quotations and figures under each. Names of eight letters or more are
    looked at, without case and accents; one that is quite the same is left to `shared-name`.
    """
    known, whose = SpellingIndex(), dict[str, tuple[str, str]]()
    for pos, person in records.of("actor"):
        if person["type"] != ActorKind.PERSON:
            continue
        reported: set[str] = set()
        for keys, name in _names(person):
            words = " ".join(sorted(fold(name).split()))
            if len(words) < _LONG_NAME:
                continue
            near = [whose[other][0] for other in known.near(words)]
            owner, spelt = whose.setdefault(words, (person["id"], key(name)))
            for other in [*near, *([owner] if spelt != key(name) else [])]:
                if other != person["id"] and other not in reported:
                    reported.add(other)
                    hint = "of one person, make one actor with aliases"
                    yield RuleFinding(pos, keys, f"{shown(name)} is nearly a name of actor {shown(other)}", hint)
            known.add(words)


def misspelt_publisher(records: IndexRecords) -> Iterator[RuleFinding]:
    """A publisher that is named once does not differ by one letter from one that is named five times or more.

    The frequent name has five letters or more, case does not count: AFP and AP are two agencies.
    """
    uses, written = Counter[str](), dict[str, tuple[int, str]]()
    for pos, publisher, _, number in _outlets(records):
        uses[publisher.casefold()] += number
        written.setdefault(publisher.casefold(), (pos, publisher))
    frequent = SpellingIndex()
    for name, count in uses.items():
        if count >= _FREQUENT and len(name) >= _LONG_PUBLISHER:
            frequent.add(name)
    for name, (pos, publisher) in written.items():
        if uses[name] == 1 and (suggestion := next(frequent.near(name), None)):
            other = shown(written[suggestion][1])
            message = f"publisher {shown(publisher)} is one letter off {other}, named {uses[suggestion]} times"
            yield RuleFinding(pos, ("publisher",), message, did_you_mean([other]))


def publisher_spelling(records: IndexRecords) -> Iterator[RuleFinding]:
    """A publisher or agency has one spelling: no two names differ in signs or in a bracket alone.

    `Jeune-Afrique` and `Jeune Afrique` are one outlet; `allAfrica (français)` beside `allAfrica` counts as another,
    and as an independent source. Two names with two brackets, `Le Soleil (Benin)` and `Le Soleil (Senegal)`, are told
    apart. The name that is used most is taken for the right one, without a bracket where there is such a name.
    """
    used, first = Counter[str](), dict[str, tuple[int, str]]()
    for pos, publisher, agency, number in _outlets(records):
        for field, name in (("publisher", publisher), ("agency", agency)):
            if name:
                used[name] += number
                first.setdefault(name, (pos, field))
    spelt: dict[str, dict[str, str]] = {}  # by name without bracket, then by what is in it: the spelling used most
    for name in sorted(used, key=lambda name: -used[name]):
        spelt.setdefault(_bare(name), {}).setdefault(key(name), name)
    for name, (pos, field) in first.items():
        others = spelt[_bare(name)]
        usual = others.get(_bare(name)) or others[key(name)]
        if usual != name:
            how = "in signs" if key(usual) == key(name) else "in a bracket"
            message = f"{field} {shown(name)} differs from {shown(usual)} {how} alone"
            passing = f"two of one name pass with {in_writing('publisher-spelling')}"
            yield RuleFinding(pos, (field,), message, f"of one outlet, write {shown(usual)} everywhere; {passing}")


def _outlets(records: IndexRecords) -> Iterator[tuple[int, str, str | None, int]]:
    """Yield each pair of publisher and agency, where it stands first, in that order, and how many sources have it."""
    return records.of_sources(
        "SELECT min(pos) AS place, publisher, agency, count(*) FROM sources GROUP BY 2, 3 ORDER BY place"
    )


def _bare(name: str) -> str:
    return key(_BRACKET.sub(" ", name)) or key(name)


def unassigned_country(records: IndexRecords) -> Iterator[RuleFinding]:
    """A country code is one that ISO 3166-1 assigns."""
    for kind in ("actor", "place"):
        for pos, record in records.of(kind):
            if record["country"] is not None and record["country"] not in NAMES:
                message = f"{shown(record['country'])} is not a country code of ISO 3166-1"
                yield RuleFinding(pos, ("country",), message, "two capital letters: NE, FR, ML")


def _names(record: Any) -> Iterator[tuple[Keys, str]]:
    yield ("name",), record["name"]
    yield from ((("aliases", number), alias) for number, alias in enumerate(record["aliases"]))
