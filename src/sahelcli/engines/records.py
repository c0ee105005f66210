"""Engine queries for records: the query functions of the index, implemented for exported facts.

Each is registered beside the one of the index and has its meaning; nothing else knows who answers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from json import loads
from typing import Any

from sahelcli.engines import totals
from sahelcli.engines.conditions import NamedBy, Table, all_of, any_of
from sahelcli.engines.facts_connection import RECORD, FactsConnection, first_of
from sahelcli.engines.ibis_library import ibis
from sahelcli.errors import NoError
from sahelcli.index import counts, name_lookup, phrase_search, record_search, source_lookup, word_suggestions
from sahelcli.index import selection as plain
from sahelcli.index.phrase_search import SearchTerm
from sahelcli.index.selection import BEHIND, SelectedRecord, Selection
from sahelcli.text.search_words import Connected

_IDS = 1_000  # of one kind
_SOME = (1, 0, 0)  # as long as nothing has been counted


class InSeveralDatasets(NoError):
    """Several of the datasets that are asked have a record of this kind and id."""

    def __init__(self, kind: str, record_id: str, datasets: Sequence[str]) -> None:
        super().__init__(
            f"{len(datasets)} datasets have {kind}:{record_id}",
            f"ask one of them, with ?dataset={datasets[0]} behind the address of --engine: {', '.join(datasets)}",
        )


@plain.select.register
def _select(connection: FactsConnection, selection: Selection) -> Iterator[SelectedRecord]:
    if selection in connection.loaded:
        return iter(connection.loaded[selection])
    if connection.counted.get(_uncut(selection), _SOME)[0] == 0:
        return iter(())
    return connection.records(connection.conditions.in_order(selection, *RECORD))


@plain.counted.register
def _counted(connection: FactsConnection, selection: Selection) -> tuple[int, int, int]:
    if selection in connection.loaded and not record_search.narrows(selection):
        return len(connection.loaded[selection]), 0, 0
    if _uncut(selection) not in connection.counted:  # one command asks for some numbers several times
        _count(connection, [selection])
    return connection.counted[_uncut(selection)]


def _count(connection: FactsConnection, selections: Sequence[Selection]) -> None:
    """Remember how many records of each kind match, and how many are left out."""
    connection.counted.update((_uncut(each), (0, 0, 0)) for each in selections)
    if possible := {each.kind: each for each in selections if connection.conditions.may_match(each)}:
        for kind, *numbers in connection.fetch(connection.conditions.tallies(*possible.values())):
            matching, undated, without = (*numbers, 0, 0)[:3]
            connection.counted[_uncut(possible[kind])] = matching, undated or 0, without or 0  # Spark: null for none


def _uncut(selection: Selection) -> Selection:
    return selection._replace(limit=None, reverse=False, compared="")


@record_search.load.register
def _load_selected(connection: FactsConnection, selections: Sequence[Selection], *, rows: bool = True) -> None:
    loaded = {each: connection.loaded[each] for each in selections if each in connection.loaded}
    asked = [each for each in selections if connection.conditions.tells(each) and each not in loaded]
    possible = [each.kind for each in asked if connection.conditions.may_match(each)]
    if not asked or len({*possible}) < len(possible):  # else each is asked for by itself
        return
    if not rows or record_search.narrows(asked[0]):
        _count(connection, asked)
        asked = [each for each in asked if _counted(connection, each)[0]]
    if rows and asked and asked[0].limit is None:
        connection.loaded = loaded | connection.records_of_kinds(asked)


@plain.grouped.register
def _grouped(connection: FactsConnection, selection: Selection) -> Iterator[tuple[int, int, int, int]]:
    yield from connection.fetch(totals.by_days(connection.conditions, selection))


@record_search.tells.register
def _tells(connection: FactsConnection, selection: Selection) -> bool:
    return connection.conditions.tells(selection)


@record_search.all_shown.register
def _all_shown(connection: FactsConnection, selection: Selection) -> Selection | None:
    others = selection._replace(without=(*selection.without, *selection.taken), taken=())
    conditions = connection.conditions
    tells_who = conditions.knows_sources or others.known_by is None  # whose the sources are that are shown
    return others if tells_who and conditions.tells(others) else None


@record_search.row_of.register
def _row_of(connection: FactsConnection, kind: str, record_id: str) -> bytes:
    if (kind, record_id) not in connection.rows:
        facts = connection.engine.facts
        query = facts.filter(facts.kind == kind, facts.id == record_id).select("dataset", "pos", "row")
        connection.rows[kind, record_id] = connection.fetch(query.order_by("dataset"))
    rows = connection.rows[kind, record_id]
    if len(rows) > 1:
        raise InSeveralDatasets(kind, record_id, [dataset for dataset, *_ in rows])
    return bytes(rows[0][-1].encode())


@record_search.ids_beginning.register
def _ids_beginning(connection: FactsConnection, kinds: Sequence[str], beginning: str) -> list[tuple[str, str]]:
    facts = connection.engine.facts
    named = facts.filter(facts.kind.isin(kinds), facts.id.startswith(beginning))
    row = (facts.id == beginning).ifelse(facts.row, "")  # of the record itself, which is asked for next
    ids = ibis.dense_rank().over(group_by="kind", order_by="id")
    ranked = named.select("kind", "id", "dataset", "pos", row=row).mutate(rank=ids)
    found: dict[tuple[str, str], list[Any]] = {}
    for kind, name, *whole, _ in connection.fetch(ranked.filter(ranked.rank < _IDS).order_by("id", "dataset")):
        found.setdefault((kind, name), []).append(whole)
    connection.rows.update((key, whole) for key, whole in found.items() if key[1] == beginning)
    return sorted(found, key=lambda key: kinds.index(key[0]))


@record_search.positions.register
def _positions(connection: FactsConnection, kind: str, ids: Iterable[str]) -> tuple[Any, ...]:
    facts, names = connection.engine.facts, [*ids]
    if all((kind, name) in connection.rows for name in names):
        return tuple((dataset, pos) for name in names for dataset, pos, _ in connection.rows[kind, name])
    return tuple(connection.fetch(facts.filter(facts.kind == kind, facts.id.isin(names)).select("dataset", "pos")))


@counts.named_by.register
def _named_by(connection: FactsConnection, role: str, selections: Sequence[Selection]) -> Sequence[Any]:
    conditions = connection.conditions
    tells_who = conditions.knows_sources or not (role in BEHIND and any(map(record_search.narrows, selections)))
    if tells_who and all(map(conditions.tells, selections)):
        return NamedBy(role, tuple(selections))
    names = {term for each in selections for term, *_ in counts.by_term(connection, each, role)}
    return record_search.positions(connection, role, names)


@counts.by_term_plainly.register
def _by_term(connection: FactsConnection, selection: Selection, role: str) -> Iterator[counts.Term]:
    yield from connection.fetch(totals.by_term(connection.conditions, selection, role))


@counts.ranked.register
def _ranked(
    connection: FactsConnection, selections: Sequence[Selection], role: str, limit: int | None, *, reverse: bool = False
) -> tuple[list[tuple[Any, ...]], int]:
    everything = totals.ranked(connection.conditions, selections, role, reverse=reverse)
    if limit is None:
        rows = list(connection.fetch(everything))
        return rows, len(rows)
    ((number,),) = connection.fetch(everything.aggregate(number=everything.count()))
    return list(connection.fetch(everything.limit(limit))), number


@counts.covered.register
def _covered(connection: FactsConnection, kinds: Sequence[str]) -> tuple[int | None, int | None, int | None]:
    ((first, last, known),) = connection.fetch(totals.covered(connection.engine.facts, kinds))
    return first, last, known


@name_lookup.load.register
def _load(connection: FactsConnection, kind: str, keys: Collection[str]) -> None:
    connection.load_names(kind, keys)


@name_lookup.load_words.register
def _load_words(connection: FactsConnection, kind: str, words: Collection[str]) -> None:
    connection.load_words(kind, words)


@name_lookup.load_some.register
def _load_some(connection: FactsConnection, kind: str, number: int) -> None:
    connection.load_some(kind, number)


@name_lookup.number_of_names.register
def _number_of_names(connection: FactsConnection, kind: str) -> int:
    return connection.number_of_names(kind)


@name_lookup.described.register
def _described(connection: FactsConnection, word: str) -> set[str]:
    return {name for (name,) in connection.execute("SELECT id FROM described WHERE word = ?", (word,))}


@phrase_search.connected_in.register
def _connected_in(connection: FactsConnection, together: Collection[str]) -> Iterable[Connected]:
    names = connection.engine.names
    chosen = names.filter(names.part == "connected", names.key.isin([*together])).select("key", "id").distinct()
    return [(word, parts) for word, parts in connection.fetch(chosen.order_by("key", "id"))]


@phrase_search.is_found.register
def _is_found(connection: FactsConnection, term: SearchTerm) -> bool:
    facts = connection.engine.facts
    return first_of(connection.fetch(facts.filter(connection.conditions.has(term)).select("id").limit(1))) is not None


@phrase_search.number_of_records.register
def _number_of_records(connection: FactsConnection, terms: Sequence[SearchTerm], *, all_at_once: bool = False) -> int:
    facts, has = connection.engine.facts, [connection.conditions.has(term) for term in terms]
    chosen = facts.filter(all_of(has) if all_at_once else any_of(has))
    ((number,),) = connection.fetch(chosen.aggregate(number=chosen.count()))
    return int(number)


@word_suggestions.nearest_words.register
def _nearest_words(connection: FactsConnection, word: str) -> list[str]:
    facts = connection.engine.facts
    words = _words_of(facts, "words").union(_words_of(facts, "note_words"))
    near = words.filter(words.term.length().between(len(word) - 2, len(word) + 2)).distinct()
    connection.executemany("INSERT OR IGNORE INTO vocabulary VALUES (?)", connection.fetch(near))
    return word_suggestions.nearest_words.dispatch(object)(connection, word)


def _words_of(facts: Table, column: str) -> Table:
    return facts.select(term=facts[column].split(" ").unnest())


@source_lookup.sources_with.register
def _sources_with(connection: FactsConnection, terms: Sequence[SearchTerm]) -> dict[str, str]:
    facts, conditions = connection.engine.facts, connection.conditions
    has = [conditions.has(term, but_notes=True) for term in terms]
    rows = connection.fetch(facts.filter(facts.kind == "source", *has).order_by("pos").select("id", "row"))
    return {name: loads(row)["publisher"] for name, row in rows}
