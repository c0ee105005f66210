"""Three-way merge of documents: node by node, in an order that both sides agree with."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from sahelcli.merging.toml_document import Document, Key, Node, id_of
from sahelcli.text.json_text import distinct
from sahelcli.toml import tokens
from sahelcli.toml.parser import parse

T = TypeVar("T")
U = TypeVar("U")

_BETWEEN = "\n\n"  # between two nodes of which each was the first in its file

Values = Mapping[Key, str]
"""What a text says, each value spelt out: those of a record in one, those of tables key by key."""


class Conflict(NamedTuple):
    """Texts that both sides changed differently; a side that removed it has no text."""

    key: Key
    base: str
    ours: str
    theirs: str


class Piece(NamedTuple):
    """A piece of a merged text, without the end of its line, and the gap before it."""

    gap: str
    content: str | Conflict


class Sides(NamedTuple, Generic[T]):
    """One value in three versions: the common base, ours and theirs."""

    base: T
    ours: T
    theirs: T

    def map(self, function: Callable[[T], U]) -> Sides[U]:
        """Return the result of a function for each side."""
        return Sides(*map(function, self))

    @property
    def is_resolved(self) -> bool:
        """Whether at most one side changed it, or both changed it alike."""
        return self.base in (self.ours, self.theirs) or self.ours == self.theirs

    @property
    def result(self) -> T:
        """The changed value; ours if both sides changed it differently."""
        return self.theirs if self.ours == self.base else self.ours


def merge_documents(sides: Sides[Document]) -> tuple[list[Piece], str]:
    """Return the pieces of the merged text, and the text after the last one."""
    firsts = {gap for side in sides for gap in (*_gaps(side.nodes), side.tail)[:1]}
    merged = [piece for piece in _merge_nodes(sides.map(lambda side: side.nodes)) if piece.content]
    pieces = [piece if "\n" in piece.gap else piece._replace(gap=_BETWEEN) for piece in merged]
    for piece in merged[:1]:
        pieces[0] = piece if piece.gap in firsts else piece._replace(gap="")
    tail = sides.map(lambda side: side.tail).result
    is_marked = bool(pieces) and isinstance(pieces[-1].content, Conflict)
    return pieces, "\n" if is_marked and not tail else tail  # a marker is a line


def _gaps(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if node.text:
            yield node.gap
        yield from _gaps(node.entries or ())


def values_of(tables: Mapping[str, Any]) -> Values:
    """Return the values of a parsed text by node key."""
    return dict(_values_beneath((), tables))


def is_faithful(merged: Values, sides: Sides[Values], conflicts: Collection[Key], side: Values) -> bool:
    """Whether a merged text has every expected value, and no other.

    `merged` are the values with each conflict decided for one side, `side` the values of that side.
    """
    disputed = frozenset(conflicts)
    for key in {*merged, *sides.base, *sides.ours, *sides.theirs}:
        is_in_conflict = any(key[:length] in disputed for length in range(1, len(key) + 1))
        three = sides.map(lambda values, key=key: values.get(key))  # type: ignore[misc]
        wanted = side.get(key) if is_in_conflict else three.result
        if merged.get(key) != wanted or not (is_in_conflict or three.is_resolved):
            return False
    return True


def _values_beneath(key: Key, value: Any) -> Iterator[tuple[Key, str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _values_beneath((*key, name), inner)
    elif len(key) == 1 and isinstance(value, list) and value and all(isinstance(item, Mapping) for item in value):
        numbers: dict[str, int] = {}
        for record in value:
            name = id_of(record)
            numbers[name] = numbers.get(name, -1) + 1
            yield (*key, name, numbers[name]), distinct(record)
    else:
        yield key, distinct(value)


def _merge_nodes(sides: Sides[Sequence[Node]]) -> Iterator[Piece]:
    by_key = sides.map(lambda nodes: {node.key: node for node in nodes})
    for key in _merged_order(by_key):
        yield from _merge_node(by_key.map(lambda nodes, key=key: nodes.get(key)))  # type: ignore[misc]


def _merge_node(node: Sides[Node | None]) -> Iterator[Piece]:
    """Yield the pieces of a node that at least one side has and the other has not removed."""
    sides = [each for each in (node.ours, node.theirs) if each]
    gap = node.map(lambda each: each.gap if each else None).result if len(sides) > 1 else sides[0].gap
    if len(sides) > 1 and sides[0].entries is not None:
        headers = node.map(lambda each: each.text if each else "")
        yield _merge_texts((*sides[0].key, "[]"), gap or "", headers)
        yield from _merge_nodes(node.map(lambda each: (each and each.entries) or ()))
    else:
        yield _merge_texts(sides[0].key, gap or "", node.map(lambda each: each.full_text if each else ""))


def _merge_texts(key: Key, gap: str, texts: Sides[str]) -> Piece:
    is_one = texts.is_resolved or _say_the_same(texts.ours, texts.theirs)
    return Piece(gap, texts.result if is_one else Conflict(key, *texts))


def _say_the_same(ours: str, theirs: str) -> bool:
    """Whether two texts have the same values and comments, and differ only in white space or spelling of values."""
    if not (ours and theirs):
        return False
    parsed = [parse(text.replace("\r\n", "\n")) for text in (ours, theirs)]
    comments = [[token[0] for token in tokens.structure(text) if token[0][0] == "#"] for text in (ours, theirs)]
    return comments[0] == comments[1] and distinct(parsed[0]) == distinct(parsed[1])


def _merged_order(sides: Sides[dict[Key, Node]]) -> Iterator[Key]:
    """Yield the keys of the merged text.

    Common nodes keep the order of the side that moved something; nodes added by one side stay behind the node they
    were added after, ours before theirs.
    """
    remaining = {key for key in {**sides.ours, **sides.theirs} if not _is_removed(key, sides)}
    common = sides.map(lambda nodes: [key for key in nodes if key in sides.ours and key in sides.theirs])
    has_moved = common.base != [key for key in common.ours if key in sides.base]
    additions = [_additions(nodes, remaining, frozenset(common.ours)) for nodes in (sides.ours, sides.theirs)]
    for anchor in (None, *(common.ours if has_moved else common.theirs)):
        if anchor is not None:
            yield anchor
        for added in additions:
            yield from added.get(anchor, ())


def _is_removed(key: Key, sides: Sides[dict[Key, Node]]) -> bool:
    """Whether one side has removed what the other left as it was."""
    versions = [nodes[key].full_text for nodes in (sides.ours, sides.theirs) if key in nodes]
    return len(versions) == 1 and key in sides.base and sides.base[key].full_text == versions[0]


def _additions(
    nodes: Iterable[Key], remaining: Collection[Key], common: Collection[Key]
) -> Mapping[Key | None, list[Key]]:
    """Return the nodes that one side added, grouped by the common node before them; None is the start."""
    additions: dict[Key | None, list[Key]] = {}
    anchor: Key | None = None
    for key in nodes:
        if key in common:
            anchor = key
        elif key in remaining:
            additions.setdefault(anchor, []).append(key)
    return additions
