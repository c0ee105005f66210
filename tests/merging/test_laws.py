"""Laws of the merge, on datasets that two sides have changed at random, held to a merge of values without any text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sahelcli.merging import merge
from sahelcli.merging.line_merge import Markers, merge_lines
from sahelcli.toml.merge_conflicts import unsolved

Values = Mapping[str, Any]

NAMES = st.sampled_from("abcdefgh")
VALUES = st.sampled_from(["old", "new", "newer", "[[events]]", "# no comment", "a\nb\n\nc", "'''x", "« à »"])
RECORDS = st.builds(
    lambda title, comment, above: (title, comment, above),
    VALUES, st.sampled_from(["", "# seen"]), st.sampled_from(["", "# about it\n"]),
)  # fmt: skip
DATASETS = st.dictionaries(NAMES, RECORDS, max_size=6)
TAGS = st.dictionaries(st.sampled_from(["coup", "talks", "raid", "visit"]), VALUES, max_size=3)


def spelt(value: str) -> str:
    return f"'''\n{value}'''" if "\n" in value and "'''" not in value else repr(value)[1:-1].join(['"', '"'])


def written(records: Mapping[str, tuple[str, str, str]], tags: Mapping[str, str], gap: str, last: str) -> str:
    """Return the text of a dataset; `gap` stands between records, `last` at the end."""
    texts = ['[dataset]\n# what it is\ntitle = "T"']
    if tags:
        texts.append("\n".join(["[tags]", *(f"{tag} = {spelt(text)}" for tag, text in tags.items())]))
    texts.append("# The events.")
    for name, (title, comment, above) in records.items():
        lines = f'[[events]] {comment}\nid = "{name}"\ntitle = {spelt(title)}\n\n[[events.x_parts]]\nof = 1'
        texts.append(above + lines)
    return gap.join(texts) + last


@st.composite
def sides(draw: st.DrawFn) -> tuple[str, str, str]:
    """Texts of three versions: what both began with, and what two sides made of it."""
    base, tags = draw(DATASETS), draw(TAGS)
    gap, end = draw(st.sampled_from(["\n\n", "\n", "\n\n\n"])), draw(st.sampled_from(["\n", "\r\n"]))
    versions = [written(base, tags, gap, draw(st.sampled_from(["", "\n"])))]
    for _ in range(2):
        removed = draw(st.sets(NAMES, max_size=2))
        changed = {name: record for name, record in base.items() if name not in removed}
        changed |= draw(st.dictionaries(NAMES, RECORDS, max_size=3))
        names = draw(st.sampled_from([list(changed), sorted(changed), sorted(changed, reverse=True)]))
        more = tags | draw(TAGS)
        versions.append(written({name: changed[name] for name in names}, more, gap, draw(st.sampled_from(["", "\n"]))))
    base_text, ours, theirs = (text.replace("\n", end) for text in versions)
    return base_text, ours, theirs


def values(text: str) -> Values:
    tables = tomllib.loads(text)
    events = {f"event {each['id']}": each for each in tables.pop("events", [])}
    return {**events, **{f"{table}.{key}": value for table, keys in tables.items() for key, value in keys.items()}}


def naive(base: Values, ours: Values, theirs: Values) -> tuple[Values, set[str]]:
    """Return what a merge of values holds that knows of no text, and what is in conflict."""
    merged, conflicts = {}, set()
    for key in {**base, **ours, **theirs}:
        was, mine, yours = (side.get(key) for side in (base, ours, theirs))
        if yours in (mine, was):
            merged[key] = mine
        elif mine == was:
            merged[key] = yours
        else:
            conflicts.add(key)
    return {key: value for key, value in merged.items() if value is not None}, conflicts


def run(base: str, ours: str, theirs: str) -> tuple[str, set[str]]:
    result = merge(base.encode(), ours.encode(), theirs.encode(), Markers())
    assert not result.by_lines
    names = {f"event {key[1]}" if key[0] == "events" else ".".join(map(str, key)) for key in result.conflicts}
    return result.data.decode(), names


def decided(text: str, side: str) -> str:
    """Return a merged text with one side of each conflict."""
    pattern = r"^<{7} ours\r?\n(?P<ours>(?:.*\n)*?)={7}\r?\n(?P<theirs>(?:.*\n)*?)>{7} theirs\r?$\n?"
    return re.sub(pattern, lambda result: result[side], text, flags=re.MULTILINE)


@given(sides())
def test_it_holds_what_a_merge_of_values_holds(texts: tuple[str, str, str]) -> None:
    text, conflicts = run(*texts)
    versions = [values(each) for each in texts]
    merged, wanted = naive(versions[0], versions[1], versions[2])
    assert wanted <= conflicts  # a comment that one side changed, and a value the other, are a conflict too
    for side, own in zip(("ours", "theirs"), versions[1:], strict=True):
        result = values(decided(text, side))
        assert {key: value for key, value in result.items() if key not in conflicts} == {
            key: value for key, value in merged.items() if key not in conflicts
        }
        assert {key: result.get(key) for key in conflicts} == {key: own.get(key) for key in conflicts}


@given(sides())
def test_each_conflict_is_one_to_git_and_to_us(texts: tuple[str, str, str]) -> None:
    text, conflicts = run(*texts)
    assert len(unsolved(text.replace("\r\n", "\n"))) == len(conflicts)
    assert ("\r\n" in text) == any("\r\n" in each for each in texts[1:])
    assert not re.search(r"(?<!\r)\n", text) or "\r\n" not in text


@given(sides())
def test_who_has_changed_nothing_gets_the_other_side(texts: tuple[str, str, str]) -> None:
    base, ours, theirs = texts
    assert run(base, base, theirs) == (theirs, set())
    assert run(base, ours, base) == (ours, set())
    assert run(base, ours, ours) == (ours, set())


@given(sides())
def test_a_comment_above_all_goes_with_whatever_the_other_side_did(texts: tuple[str, str, str]) -> None:
    base, ours, _ = texts
    top = "# checked\n\n".replace("\n", "\r\n" if "\r\n" in base else "\n")
    assert run(base, ours, top + base) == (top + ours, set())
    assert run(base, top + base, ours) == (top + ours, set())


@given(sides())
def test_sides_are_alike(texts: tuple[str, str, str]) -> None:
    base, ours, theirs = texts
    (one, conflicts), (other, again) = run(base, ours, theirs), run(base, theirs, ours)
    assert conflicts == again
    assert values(decided(one, "ours")) == values(decided(other, "theirs"))
    assert sorted(decided(one, "ours").split()) == sorted(decided(other, "theirs").split())


@given(sides())
def test_every_line_is_from_a_side(texts: tuple[str, str, str]) -> None:
    text, _ = run(*texts)
    lines = {line for each in texts[1:] for line in each.splitlines()}
    signs = {"<<<<<<< ours", "=======", ">>>>>>> theirs", ""}
    assert set(text.splitlines()) - lines <= signs


LINES = st.lists(st.sampled_from([b"a\n", b"b\n", b"\n", b"c\r\n", b"\xff\x00\n"]), max_size=12).map(b"".join)


@given(LINES, LINES, LINES, st.sampled_from([b"", b"end"]))
def test_lines_of_neither_side_are_lost(base: bytes, ours: bytes, theirs: bytes, last: bytes) -> None:
    chunks = list(merge_lines(base, ours, theirs + last))
    for name, side in (("ours", ours), ("theirs", theirs + last)):
        if all(chunk.merged is not None for chunk in chunks):
            continue
        parts = (getattr(chunk, name) if chunk.merged is None else chunk.merged for chunk in chunks)
        joined = b"".join(map(b"".join, parts))
        missing = [line for line in side.splitlines() if line not in joined.splitlines()]
        assert [line for line in missing if line not in base.splitlines()] == []


@given(LINES, LINES)
def test_lines_that_one_side_changed_are_its_lines(base: bytes, side: bytes) -> None:
    for texts in ((base, base, side), (base, side, base), (base, side, side)):
        chunks = list(merge_lines(*texts))
        assert b"".join(line for chunk in chunks for line in chunk.merged or ()) == side
        assert all(chunk.merged is not None for chunk in chunks)
