"""data/CHANGES.md says what changed in the shipped dataset: all of it, as the program tells it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.correction_note import has_revision, parts, printed
from tests.shipped import records

TABLES = ("events", "quotes", "figures", "actors", "places", "sources")
BY_HAND, COMMAND, REVISION, PRINTED = parts()


def listed(table: str, what: str) -> list[str]:
    """Return the ids that the note lists as changed, removed or added in a table."""
    _, _, section = PRINTED.partition(f"\n## {table.capitalize()}\n")
    _, _, section = re.split(r"\n## ", section)[0].partition(f"\n### {what}\n")
    return re.findall(r"^- `([^`]+)`", re.split(r"\n### ", section)[0], re.MULTILINE)


@pytest.mark.parametrize("table", TABLES)
def test_it_lists_as_many_as_it_counts_and_each_is_there_or_gone(table: str) -> None:
    ids = {record["id"] for record in records(table)}
    changed, removed, added = (listed(table, what) for what in ("Changed", "Removed", "Added"))
    numbers = " | ".join(str(len(item) or "") for item in (changed, removed, added))
    assert f"\n| {table.capitalize()} | {numbers} |\n" in PRINTED
    assert {*changed, *added} <= ids
    assert not ids.intersection(removed)
    assert len({*changed, *removed, *added}) == len(changed) + len(removed) + len(added)


@pytest.mark.parametrize("table", TABLES)
def test_the_numbers_of_both_versions_are_those_of_the_records(table: str) -> None:
    noun = table.replace("quotes", "quotations")
    match = re.search(rf"([\d,]+)\s+{noun}\s+\(([\d,]+)", BY_HAND)
    assert match is not None
    now, before = (int(number.replace(",", "")) for number in match.groups())
    assert now == len(records(table))
    assert before == now - len(listed(table, "Added")) + len(listed(table, "Removed"))


@pytest.mark.skipif(not has_revision(REVISION), reason="the first version is not in the history of this checkout")
def test_it_is_what_the_program_prints(tmp_path: Path) -> None:
    assert printed(COMMAND, tmp_path) == PRINTED, "write it again: python -m tests.correction_note"
