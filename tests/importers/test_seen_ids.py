"""Ids that were met stay so, however many there are, in memory that does not grow with them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.importers import seen_ids
from sahelcli.importers.seen_ids import SeenIds

NAMES = st.sampled_from(["a", "b", "c", "\U0001f600", "é", "a b", "A"])


@given(st.lists(st.tuples(st.sampled_from(["put", "add", "discard"]), NAMES, st.text("xyz", max_size=2))))
def test_it_is_a_mapping_whatever_is_in_the_file(steps: list[tuple[str, str, str]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seen_ids, "_IN_MEMORY", 2)
        seen, expected = SeenIds(), dict[str, str]()
        for step, name, value in steps:
            if step == "put":
                seen[name] = expected[name] = value
            elif step == "add":
                seen.add(name)
                expected[name] = ""
            else:
                seen.discard(name)
                expected.pop(name, None)
            assert {each: seen.get(each) for each in "abcA" if each in seen} == {
                each: expected[each] for each in "abcA" if each in expected
            }
