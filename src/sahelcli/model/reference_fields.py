"""Reference fields of a model: which fields name other records, read from its types."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

_Ids = Callable[[Any], tuple[str, ...]]

Keys = tuple[str | int, ...]
"""The way to a value inside a table: names of keys, and numbers (from 0) of elements of lists."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The mark of a type whose values are ids of records of one of these kinds, or of tags."""

    kinds: tuple[str, ...]

    def __init__(self, *kinds: str) -> None:
        object.__setattr__(self, "kinds", kinds)


class ReferenceField(NamedTuple):
    """A field that holds references.

    `path` are the names that lead to it, `kinds` what it may refer to, `ids` gives its values in a record, in order;
    `many` says that the first name of the path is a list.
    """

    path: tuple[str, ...]
    kinds: tuple[str, ...]
    ids: _Ids
    many: bool

    def keys(self, number: int) -> Keys:
        """Return the way to the `number`th of the ids, counted from 0."""
        first, *rest = self.path
        return (first, number, *rest) if self.many else self.path


@cache
def references(model: type) -> tuple[ReferenceField, ...]:
    """Return the reference fields of a model, in the order of its fields; those of tables in a list are included."""
    hints = get_type_hints(model, include_extras=True)
    return tuple(field for name, hint in hints.items() for field in _in_field(name, hint))


def _in_field(name: str, hint: Any) -> Iterator[ReferenceField]:
    get = attrgetter(name)
    for item, in_list in _leaves(hint):
        if kinds := _kinds(item):
            yield ReferenceField((name,), kinds, get if in_list else _one(get), in_list)
        elif in_list and hasattr(item, "model_fields"):
            for inner in references(item):
                yield ReferenceField((name, *inner.path), inner.kinds, _all(get, inner.ids), many=True)


def _leaves(hint: Any) -> Iterator[tuple[Any, bool]]:
    """Return the types that a field's annotation is made of, and whether each is an element of a list."""
    if get_origin(hint) is Annotated and not _kinds(hint):
        hint = get_args(hint)[0]
    if get_origin(hint) is tuple:
        yield get_args(hint)[0], True
    elif _kinds(hint):
        yield hint, False
    else:
        yield from ((item, False) for item in get_args(hint))


def _kinds(hint: Any) -> tuple[str, ...]:
    marks = (mark for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, Reference))
    return next((mark.kinds for mark in marks), ())


def _one(get: Callable[[Any], str | None]) -> _Ids:
    return lambda record: () if (value := get(record)) is None else (value,)


def _all(get: Callable[[Any], tuple[Any, ...]], inner: _Ids) -> _Ids:
    return lambda record: tuple(value for part in get(record) for value in inner(part))
