"""`sahel timeline`: events in order of date, narrowed by days, names and sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shipped import DATA, records
from tests.terminal import Process, Sahel, Terminal


def test_rows_stand_alone_with_their_sources_in_full(sahel: Sahel) -> None:
    rows = sahel("timeline", "--since", "2023-07", "--json").json()
    assert len(rows) > 300
    for row in rows:
        assert row["kind"] == "event"
        assert row["sources"]
        assert all(source["publisher"] and source["title"] for source in row["sources"])


def test_the_day_of_the_announcement(sahel: Sahel) -> None:
    rows = sahel("timeline", "--on", "2023-09-24", "--certain", "--json").json()
    assert "2023-09-24-france-announces-niger-withdrawal" in [row["id"] for row in rows]
    assert {row["date"] for row in rows} == {"2023-09-24"}
    assert all(row["certain"] for row in rows)


def test_what_may_also_lie_outside_is_marked(sahel: Sahel) -> None:
    rows = {row["id"]: row for row in sahel("timeline", "--on", "2023-09-24", "--json").json()}
    assert rows["2023-09-24-france-announces-niger-withdrawal"]["certain"] is True
    assert rows["2023-09-colonna-itte-still-working"]["certain"] is False
    marked = [line.split("\t") for line in sahel("timeline", "--on", "2023-09-24").stdout.splitlines()]
    assert {cells[-1] for cells in marked if "≈" in cells} == {key for key, row in rows.items() if not row["certain"]}


@pytest.mark.parametrize(
    ("window", "same"),
    [
        (("--on", "2023-Q3"), ("--since", "2023-07", "--until", "2023-09")),
        (("--on", "2023"), ("--since", "2023-01-01", "--until", "2023-12-31")),
        (("--on", "2023-07/2023-08"), ("--since", "2023-07", "--until", "2023-08")),
        (("--from", "2023-08", "--to", "2023-08"), ("--on", "2023-08")),
        (("--since", "2023-08/.."), ("--since", "2023-08")),
    ],
)
def test_ways_to_name_the_same_days(sahel: Sahel, window: tuple[str, ...], same: tuple[str, ...]) -> None:
    rows = sahel("timeline", *window, "--json")
    assert rows.json()
    assert rows.output == sahel("timeline", *same, "--json").output


def test_the_order_is_earliest_then_narrower_then_as_in_the_files(sahel: Sahel) -> None:
    rows = sahel("timeline", "--json").json()
    keys = [(row["date_start"] or "", row["date_end"] or "9999") for row in rows]
    assert keys == sorted(keys)
    assert sahel("timeline", "--reverse", "--json").json() == rows[::-1]


def test_a_limit_is_said_and_reversing_gives_the_newest(sahel: Sahel) -> None:
    some = sahel("timeline", "--limit", "3")
    assert len(some.stdout.splitlines()) == 3
    assert some.stderr == f"shown 3 of {len(records('events'))} events\n"
    assert sahel("timeline", "-n", "3", "-q").stderr == ""
    newest = sahel("timeline", "--reverse", "-n", "1", "--json").json()
    assert newest == sahel("timeline", "--json").json()[-1:]


def test_options_narrow_and_a_repeated_one_widens(sahel: Sahel) -> None:
    def ids(*args: str) -> set[str]:
        return {row["id"] for row in sahel("timeline", *args, "--json").json()}

    france, niger = ids("--actor", "france"), ids("--place", "niger")
    assert ids("--actor", "france", "--place", "niger") == france & niger
    assert ids("--actor", "france", "--actor", "united states") == france | ids("--actor", "united-states")
    assert ids("--place", "niger", "--not-tag", "attack") == niger - ids("--tag", "attack")
    assert ids("--place", "niger", "--not-actor", "france") == niger - france
    assert ids("--place", "niger", "--not-place", "niamey") == niger - ids("--place", "niamey")
    assert ids("--text", "ambassador") < ids("--text", "ambassador", "--text", "embassy")
    assert ids("--publisher", "le monde")
    assert ids("--source", "seed-2023-09-26") == ids("--source", "seed-2023-09-26-france-niger-withdrawal")


def test_a_place_holds_all_inside_it(sahel: Sahel) -> None:
    rows = sahel("timeline", "--place", "niger", "--json").json()
    named = {place["id"] for row in rows for place in row["places"]}
    assert {"niger", "niamey", "agadez"} <= named


def test_sources_are_counted_as_they_depend_on_each_other(sahel: Sahel) -> None:
    total = len(sahel("timeline", "--json").json())
    several = sahel("timeline", "--min-sources", "2", "--json").json()
    single = sahel("timeline", "--max-sources", "1", "--json").json()
    assert len(several) + len(single) == total
    assert all(len(row["sources"]) > 1 for row in several)
    names = [{(source["agency"] or source["publisher"]) for source in row["sources"]} for row in single]
    assert any(len(row["sources"]) > 1 for row in single)  # two papers with one agency's copy
    assert all(len(who) <= 2 for who in names)


def test_known_by_shows_only_what_was_published(sahel: Sahel) -> None:
    args = ("timeline", "--place", "niger", "--since", "2023-07-26")
    known = sahel(*args, "--known-by", "2023-07-26", "--json")
    assert [row["id"] for row in known.json()][:1] == ["2023-07-26-coup-announced-on-television"]
    for row in known.json():
        assert row["sources"]
        assert all(source["published"] <= "2023-07-26" for source in row["sources"])
    assert "records rest on undated sources alone and are left out" in known.stderr
    more = sahel(*args, "--known-by", "2023-07-26", "--undated", "--json")
    assert len(more.json()) > len(known.json())
    assert more.stderr == ""
    later = sahel(*args, "--known-by", "2023-07", "--json").json()
    assert {row["id"] for row in known.json()} < {row["id"] for row in later}


def test_min_sources_counts_those_that_were_known(sahel: Sahel) -> None:
    args = ("timeline", "--known-by", "2023-07-26", "--on", "2023-07", "--min-sources", "2", "--json")
    rows = sahel(*args).json()
    assert rows
    assert all(len({source["publisher"] for source in row["sources"]}) > 1 for row in rows)
    few = ("timeline", "--known-by", "2023-07-26", "--on", "2023-07", "--max-sources", "1", "--json")
    everything = sahel("timeline", "--known-by", "2023-07-26", "--on", "2023-07", "--json").json()
    assert len(rows) + len(sahel(*few).json()) == len(everything)


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (("--since", "2023-13"), 2, 'error: --since "2023-13": there is no month 13\nhint: a year, quarter, month or'),
        (("--until", "2023-09-31"), 2, 'error: --until "2023-09-31": September has 30 days\n'),
        (("--on", ""), 2, 'error: --on "":'),
        (("--on", "２０２３"), 2, 'error: --on "２０２３":'),
        (("--known-by", "yesterday"), 2, 'error: --known-by "yesterday":'),
        (
            ("--since", "2023-09", "--until", "2023-08"),
            2,
            'error: the window ends (--until "2023-08") before it begins',
        ),
        (("--limit", "many"), 2, 'error: --limit must be a whole number, not "many"\n'),
        (("--limit", "-1"), 2, 'error: --limit must be 0 or more, not "-1"\n'),
        (("--format", "xml"), 2, 'error: unknown value "xml" for --format\nhint: one of table, json'),
        (("--json", "--format", "csv"), 2, "error: --json and --format csv exclude each other\n"),
        (("--color", "blue"), 2, 'error: unknown value "blue" for --color\nhint: one of auto'),
        (("--fields", "titel"), 2, 'error: unknown value "titel" for --fields\n'),
        (("--text", "!"), 2, 'error: --text "!": there is no word and no number in it\n'),
        (("--actor", " "), 2, 'error: --actor " ": an empty text says nothing\n'),
        (("--actor", "wagnr"), 1, 'error: no actor matches "wagnr"\nhint: did you mean Wagner'),
        (("--place", "nigger river"), 1, 'error: no place matches "nigger river"\n'),
        (("--tag", "coupe"), 1, 'error: no tag matches "coupe"\nhint: did you mean coup? there are 19 tags: '),
        (("--source", "zzz"), 1, 'error: no source matches "zzz"\nhint: `sahel source` lists all '),
        (("--publisher", "le mond"), 1, 'error: no publisher matches "le mond"\nhint: did you mean Le Monde'),
        (("--not-tag", "atack"), 1, 'error: no tag matches "atack"\nhint: did you mean attack?'),
        (("--sinc", "2023"), 2, "error: no such option: --sinc\nhint: did you mean --since"),
        (("--since",), 2, "error: --since needs a value\n"),
        (("extra",), 2, 'error: unexpected argument "extra"\n'),
        (("--data", "nowhere"), 3, 'error: no such file or folder: "nowhere"\n'),
        (("--data", ""), 2, 'error: --data "": this names nothing\n'),
    ],
)
def test_what_cannot_be_answered(sahel: Sahel, args: tuple[str, ...], code: int, message: str) -> None:
    result = sahel("timeline", *args)
    assert (result.code, result.output) == (code, b"")
    assert result.stderr.startswith(message)
    assert "Traceback" not in result.stderr


def test_no_rows_are_an_answer_unless_asked(sahel: Sahel) -> None:
    nothing = sahel("timeline", "--on", "2099", "--json")
    assert (nothing.code, nothing.json(), nothing.stderr.splitlines()[-1]) == (0, [], "no events match")
    assert sahel("timeline", "--on", "2099", "-e", "-q").code == 1
    assert sahel("timeline", "--on", "2023", "-e", "--count").code == 0


MINE = """
[[sources]]
id = "paper"
title = "A report"
publisher = "The Paper"

[[events]]
id = "good"
date = "2025-01-02"
title = "Something happened"
sources = ["paper"]

[[events]]
id = "bad"
date = "2025-02-30"
title = "Nothing can have happened then"
sources = ["paper"]
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    file = tmp_path / "mine.toml"
    file.write_text(MINE, encoding="utf-8")
    return file


def test_a_bad_record_does_not_silence_the_good_ones(sahel: Sahel, mine: Path) -> None:
    answer = sahel("timeline", "--data", str(mine), "--json")
    assert answer.code == 0
    assert [row["id"] for row in answer.json()] == ["good"]
    assert answer.stderr == (
        f"1 record was left out as not valid: `sahel check -d {mine}` shows why\n"
        f"{mine}:15:8: error: February 2025 has 28 days [date]\n"
    )
    strict = sahel("timeline", "--data", str(mine), "--strict")
    assert (strict.code, strict.output) == (3, b"")
    assert strict.stderr.startswith("error: the dataset is not whole: 1 record is not valid\n")


def test_which_dataset(sahel: Sahel, mine: Path, tmp_path: Path) -> None:
    def ids(*args: str, env: dict[str, str] | None = None, stdin: bytes = b"") -> list[str]:
        return [row["id"] for row in sahel("timeline", *args, "-q", "--json", env=env, stdin=stdin).json()]

    assert len(ids()) == len(records("events"))  # the shipped one
    assert ids(env={"SAHEL_DATA": str(mine)}) == ["good"]
    assert ids("--data", "-", stdin=MINE.encode()) == ["good"]
    assert len(ids("--data", str(mine), "--data", str(DATA))) == len(records("events")) + 1
    assert len(ids("--data", str(mine), "--data", "shipped")) == len(records("events")) + 1
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "table.csv").touch()
    assert len(ids()) == len(records("events"))  # a folder of that name that holds no dataset
    mine.rename(tmp_path / "data" / "mine.toml")
    assert ids() == ["good"]
    (tmp_path / "dataset.toml").touch()
    (tmp_path / "mine.toml").write_text(MINE.replace("good", "here"), encoding="utf-8")
    (tmp_path / "data" / "mine.toml").unlink()
    assert ids() == ["here"]


def test_a_change_is_seen_at_once(sahel: Sahel, mine: Path) -> None:
    assert len(sahel("timeline", "--data", str(mine), "-q", "--json").json()) == 1
    mine.write_text(MINE.replace("2025-02-30", "2025-02-28"), encoding="utf-8")
    assert len(sahel("timeline", "--data", str(mine), "-q", "--json").json()) == 2


def test_no_home_changes_no_answer(process: Process) -> None:
    usual = process("timeline", "--json")
    for env in ({"HOME": "/dev/null", "XDG_CACHE_HOME": ""}, {"HOME": "", "XDG_CACHE_HOME": "/dev/null/cache"}):
        assert process("timeline", "--json", env=env) == usual


def test_a_table_on_a_terminal(terminal: Terminal) -> None:
    page = terminal("timeline", "--place", "niger", "--on", "2023-09", "--certain", "--no-pager")
    lines = page.text.splitlines()
    assert lines[0].startswith("Timeline · Niger · September 2023 ")
    assert lines[0].endswith(" 26 events")
    assert "2023" in lines
    assert all(len(line) <= 80 for line in lines)
    assert "Zambian Observer" in page.text


COVERED = """
[[sources]]
id = "s"
title = "Two held"
publisher = "Courier"
published = "2023-10"

[[events]]
id = "a"
date = "2023-07-26"
title = "Held"
sources = ["s"]

[[events]]
id = "b"
date = "2023-09/2023-10"
title = "Released"
sources = ["s"]

[[events]]
id = "c"
date = "../2023-08"
title = "Seen"
sources = ["s"]
"""


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("timeline --on 2030", "the events of this dataset run from 26 Jul 2023 to 31 Oct 2023"),
        ("timeline --since 2023-11 --json", "the events of this dataset run from 26 Jul 2023 to 31 Oct 2023"),
        ("timeline --since 2023-11 --until 2024 -o a.csv", "the events of this dataset run from 26 Jul 2023 to"),
        ("search held --on 2030", "the records of this dataset run from 26 Jul 2023 to 31 Oct 2023"),
        ("stats --on 2030", "the records of this dataset run from 26 Jul 2023 to 31 Oct 2023"),
        ("timeline --known-by 2022", "the first source of an event was published by 31 Oct 2023"),
        ("timeline --on 2023-09 --text Held", None),
        ("timeline --on 2023-07", None),
        ("timeline --on 2030 -q", None),
        ("troops --on 2030", None),
    ],
)
def test_who_asks_about_other_days_is_told_from_when_to_when_it_runs(
    sahel: Sahel, tmp_path: Path, typed: str, says: str | None
) -> None:
    (tmp_path / "mine.toml").write_text(COVERED, encoding="utf-8")
    result = sahel(*typed.split(), "-d", "mine.toml")
    assert result.code == 0
    assert ("run from" in result.stderr or "published by" in result.stderr) == (says is not None)
    assert (says or "") in result.stderr
