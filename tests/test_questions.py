"""Every listing command, with options put together by chance on datasets made by chance, gives the manual's answer."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
import tomli_w

from tests.naive import FACTS, KINDS, Answer, Count, Found, Keep, Options, Reading, folded, span
from tests.questions import Question, dataset, question
from tests.shipped import records
from tests.terminal import Result, Sahel
from tests.torture.times import times

pytestmark = pytest.mark.no_cover  # a law: tests of examples go the same ways
ON_EACH = 25  # questions on one dataset
PARTS = 16  # of the whole, so that all processors ask
_UNDATED = re.compile(r"^(\d+) records? rests? on undated sources alone", re.MULTILINE)
_FALLEN = re.compile(r"^(\d+) records? rests? on the sources left out alone", re.MULTILINE)
_DATED, _LINKED, _CITING = {*FACTS, "source"}, {*FACTS}, {*KINDS} - {"place"}
_ABLE = {
    **dict.fromkeys(("--since", "--until", "--on"), _DATED),
    **dict.fromkeys(("--actor", "--not-actor"), _LINKED),
    **{key: {*FACTS, "place"} for key in ("--place", "--not-place")},
    **{key: {"event", "quote"} for key in ("--tag", "--not-tag")},
    **dict.fromkeys(("--about", "--not-about"), {*KINDS} - {"source"}),
    **dict.fromkeys(("--source", "--publisher", "--agency", "--known-by", "--min-sources", "--max-sources"), _CITING),
    **dict.fromkeys(("--not-source", "--not-publisher", "--not-agency"), _CITING),
}
_BY = {"tag": {"event", "quote"}, "measure": {"figure"}}
_KIND = {"timeline": "event", "quote": "quote", "troops": "figure", "actor": "actor", "source": "source"}

Row = dict[str, Any]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_listing_command_answers_as_the_manual_reads(sahel: Sahel, tmp_path: Path, part: int) -> None:
    for seed in range(part, times(2_000, 100_000) // ON_EACH, PARTS):
        random = Random(seed)
        made = dataset(random)
        reading = Reading(made)
        file = tmp_path / f"made-{seed}.toml"
        file.write_text(tomli_w.dumps(made), "utf-8")
        for _ in range(ON_EACH):
            options = question(random, made)
            command = [*options.argv, "-d", str(file)]
            try:
                agrees(options, reading, lambda *more, command=command: sahel(*command, *more))
            except AssertionError as error:
                error.add_note(f"{shlex.join(['sahel', *command])}\n{tomli_w.dumps(made)}")
                raise
        file.unlink()


def test_the_shipped_dataset_answers_as_the_manual_reads(sahel: Sahel) -> None:
    random, made = Random(1), {f"{kind}s": [*records(f"{kind}s")] for kind in KINDS}
    reading = Reading(made)
    for _ in range(times(100, 2_000)):
        options = question(random, made)
        try:
            agrees(options, reading, lambda *more, argv=options.argv: sahel(*argv, *more))
        except AssertionError as error:
            error.add_note(shlex.join(["sahel", *options.argv]))
            raise


def agrees(query: Question, reading: Reading, run: Callable[..., Result]) -> None:
    """Fail unless what a command prints is what looking at every record finds."""
    done = run("-f", "jsonl")
    if refused := _refused(query):
        assert done.code == 2
        assert re.split("[ :]", done.stderr)[2] in refused
        return
    assert done.code == 0, done.stderr
    rows = [Row(row) for row in map(_read, done.stdout.splitlines())]
    options = query.options
    compare = {"stats": _counts, "search": _hits, "troops": _figures}.get(query.command, _list)
    if query.words and query.command in ("actor", "source"):
        compare = _profile if query.command == "actor" else _page
    answers = compare(query, reading, options, rows)
    assert _number(_UNDATED, done) == sum(answer.undated for answer in answers)
    assert _number(_FALLEN, done) == sum(answer.fallen for answer in answers)


def _refused(options: Question) -> set[str]:
    """Return the options that none of the kinds asked for can answer, as figures have no tags."""
    every = {"troops": ("figure",), "stats": FACTS, "search": KINDS}.get(options.command)
    if every is None:
        return set()
    kinds = options.options.get("--kind", every)
    counted = {"--by"} if _BY.get(options.options.get("--by", ("",))[0], {*KINDS}).isdisjoint(kinds) else set()
    narrowing = {name for name in options.options if (name, options.options[name]) != ("--min-sources", ("0",))}
    return counted | {name for name in narrowing if name in _ABLE and _ABLE[name].isdisjoint(kinds)}


def _read(line: str) -> Any:
    return json.loads(line)


def _number(pattern: re.Pattern[str], done: Result) -> int:
    return sum(int(number) for number in pattern.findall(done.stderr))


def _cut(result: Sequence[Any], options: Options) -> list[Any]:
    return list(result)[: int(options["--limit"][0]) if "--limit" in options else None]


def _seen(row: Row) -> Found:
    """Return what a row says of its record."""
    return Found(
        row["kind"],
        row["id"],
        row.get("certain", True),
        tuple(source["id"] for source in row.get("sources", ())),
        row.get("reworded", False) if row["kind"] == "quote" else False,
        frozenset(row.get("renderings", ())),
    )


def _same(rows: Sequence[Row], result: Sequence[Found]) -> None:
    dated = [one if one.kind in FACTS else one._replace(certain=True) for one in result]
    assert [_seen(row) for row in rows] == dated


def _named(reading: Reading, options: Question) -> tuple[Keep, ...]:
    return (reading.naming(options.words[0]),) if options.words else ()


def _list(query: Question, reading: Reading, options: Options, rows: Sequence[Row]) -> list[Answer]:
    answer = reading.ask(_KIND[query.command], options, *_named(reading, query))
    _same(rows, _cut(answer.found, options))
    return [answer]


def _figures(query: Question, reading: Reading, options: Options, rows: Sequence[Row]) -> list[Answer]:
    if "--differ" not in options and "--latest" not in options:
        return _list(query, reading, options, rows)
    ordered = {name: values for name, values in options.items() if name not in ("--reverse", "--limit")}
    answer = reading.ask("figure", ordered, *_named(reading, query))
    if "--latest" in options:
        newest = reading.newest(answer.found)
        _same(rows, _cut(newest[::-1] if "--reverse" in options else newest, options))
        return [answer]
    blocks = [frozenset(figure["id"] for figure in row["figures"]) for row in rows]
    differing = reading.differing(answer.found)
    assert len(blocks) == len(set(blocks))
    assert set(blocks) == differing if "--limit" not in options else set(blocks) <= differing
    assert len(blocks) == len(_cut([*differing], options))
    return [answer]


def _profile(query: Question, reading: Reading, options: Options, rows: Sequence[Row]) -> list[Answer]:
    (row,) = rows
    oldest_first = {name: values for name, values in options.items() if name != "--reverse"}
    newest_first = oldest_first if "--reverse" in options else {**oldest_first, "--reverse": ("",)}
    answers = [reading.ask(kind, newest_first, reading.naming(query.words[0])) for kind in FACTS]
    for kind, answer in zip(FACTS, answers, strict=True):
        _same(row[f"{kind}s"], _cut(answer.found, options))
        assert row[f"total_{kind}s"] == len(answer.found)
    events = answers[0].found[:: -1 if "--reverse" in options else 1]
    assert (row["first_event"] or {}).get("id") == (events[-1].id if events else None)
    assert (row["last_event"] or {}).get("id") == (events[0].id if events else None)
    own = reading.by_id["actor"][query.words[0]]
    assert [source["id"] for source in row["sources"]] == [
        source["id"] for source in reading.shown("actor", own, options)
    ]
    return answers


def _page(query: Question, reading: Reading, options: Options, rows: Sequence[Row]) -> list[Answer]:
    (row,) = rows
    kinds = (*FACTS, "actor")
    unlimited = {name: values for name, values in options.items() if name != "--limit"}
    answers = [reading.ask(kind, unlimited, reading.resting_on(query.words[0])) for kind in kinds]
    for kind, answer in zip(kinds, answers, strict=True):
        _same(row[f"{kind}s"], _cut(answer.found, options))
        assert row[f"total_{kind}s"] == len(answer.found)
    alone = [one.id for answer in answers for one in answer.found if set(one.sources) == {query.words[0]}]
    assert row["total_alone"] == len(alone)
    listed = [referrer["id"] for referrer in row["alone"]]
    assert listed == _cut(alone, options) if "--reverse" not in options else set(listed) <= set(alone)
    return answers


def _hits(query: Question, reading: Reading, options: Options, rows: Sequence[Row]) -> list[Answer]:
    kinds = options.get("--kind", KINDS)
    own = {**options, "--own": ("",)}
    answers = [reading.ask(kind, own, reading.having(query.words)) for kind in kinds]
    result = {
        (one.kind, one.id, (one.id,) if one.kind == "source" else one.sources)
        for answer in answers
        for one in answer.found
    }
    seen = [(row["of"], row["id"], tuple(source["id"] for source in row["sources"])) for row in rows]
    assert len(seen) == len(set(seen)) == len(_cut([*result], options))
    assert set(seen) <= result
    return answers


def _counts(query: Question, reading: Reading, options: Options, rows: Sequence[Row]) -> list[Answer]:
    by, kinds = options["--by"][0], options.get("--kind", FACTS)
    unlimited = {name: values for name, values in options.items() if name not in ("--reverse", "--limit")}
    count = reading.counts(by, kinds, unlimited)
    named = by in ("publisher", "agency")
    seen = {folded(row["name"]) if named else row["value"]: _count(row) for row in rows}
    assert len(seen) == len(rows) == len(_cut([*count], options))
    assert seen.items() <= count.items()
    return [reading.ask(kind, unlimited) for kind in kinds]


def _count(row: Row) -> Count:
    first, last = row["date_start"], row["date_end"]
    return Count(
        row["events"],
        row["quotes"],
        row["figures"],
        row["single_source"],
        span(first)[0] if first else None,
        span(last)[1] if last else None,
    )
