"""Columns of Arrow made of others: lists of one value or of each value once, values replaced, a text parted."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from typing import Any, TypeAlias

from sahelcli.exporters.facts.arrow_library import pyarrow

Columns: TypeAlias = dict[str, pyarrow.Array]
"""Columns by their names; a plain list stands for the array that is made of it."""


def in_lists(values: pyarrow.Array) -> pyarrow.ListArray:
    """Return each value in a list of its own, and an empty list where it is null."""
    return without_null(pyarrow.ListArray.from_arrays(list(range(len(values) + 1)), values))


def without_null(lists: pyarrow.ListArray) -> pyarrow.ListArray:
    """Return lists without what is null in them."""
    numbers = pyarrow.compute.cumulative_sum(lists.values.is_valid().cast(pyarrow.int32()))
    before = pyarrow.concat_arrays([pyarrow.array([0], pyarrow.int32()), numbers])
    return pyarrow.ListArray.from_arrays(before.take(lists.offsets), lists.values.drop_null())


def each_once(lists: pyarrow.ListArray) -> pyarrow.ListArray:
    """Return lists in which no value comes twice, and none is null."""
    coded = lists.values.dictionary_encode()
    number = pyarrow.scalar(len(coded.dictionary) or 1, pyarrow.int64())
    places = pyarrow.compute.multiply(pyarrow.compute.list_parent_indices(lists), number)
    once = pyarrow.compute.add(places, coded.indices).drop_null().unique()  # in the order in which they come first
    places = pyarrow.compute.divide(once, number)
    lengths = [0] * len(lists)
    for place in places.to_pylist():
        lengths[place] += 1
    values = coded.dictionary.take(pyarrow.compute.subtract(once, pyarrow.compute.multiply(places, number)))
    return pyarrow.ListArray.from_arrays(list(accumulate(lengths, initial=0)), values)


def replaced(values: pyarrow.Array, function: Callable[[Any], Any], kind: pyarrow.DataType) -> pyarrow.Array:
    """Return what a function makes of values, called once for each that is different; of null it is null."""
    coded = values.dictionary_encode()
    return pyarrow.array(list(map(function, coded.dictionary.to_pylist())), kind).take(coded.indices)


def parted(text: bytes, end: str) -> pyarrow.Array:
    """Return what stands in a text in UTF-8 between these ends."""
    return pyarrow.compute.split_pattern(pyarrow.array([text], pyarrow.string()), end).values
