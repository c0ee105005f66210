"""`sahel diff` of files with mistakes: each record is compared, or the comparison refused; nothing passes for alike."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.commands.test_diff import NEW, OLD
from tests.terminal import Result, Sahel, Terminal


def compared(sahel: Sahel, folder: Path, old: str | bytes, new: str | bytes, *args: str) -> Result:
    """Compare two texts as files."""
    for name, text in (("old.toml", old), ("new.toml", new)):
        (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return sahel("diff", "old.toml", "new.toml", *(args or ("--json",)))


RUMOUR = 'title = "A rumour"'


@pytest.mark.parametrize(
    ("slip", "field", "old", "new"),
    [
        ('titel = "A rumour"', "titel", None, "A rumour"),
        ("title = 5", "title", "A rumour", 5),
        ('title = "A rumour"\nactors = [1, "diallo"]', "actors", None, ["1", "diallo"]),
        ('title = "A rumour"\nrelated = ["nowhere"]', "related", [], ["nowhere"]),
    ],
)
def test_a_record_that_is_not_valid_is_compared(
    sahel: Sahel, tmp_path: Path, slip: str, field: str, old: object, new: object
) -> None:
    wrong = OLD.replace(RUMOUR, slip)
    for texts, side, values in (((OLD, wrong), "new", (old, new)), ((wrong, OLD), "old", (new, old))):
        answer = compared(sahel, tmp_path, *texts)
        (row,) = answer.json()
        assert (row["change"], row["of"], row["id"], row["not_valid"]) == ("changed", "event", "gone", [side])
        assert values in [(each["old"], each["new"]) for each in row["fields"] if each["field"] == field]
        shows = f"`sahel check -d {side}.toml` shows what is wrong"
        assert answer.stderr == f"{side}.toml: 1 record not valid and compared as written: {shows}\n"


def test_the_command_to_type_next_names_what_is_not_valid(sahel: Sahel, tmp_path: Path) -> None:
    (tmp_path / "the old.toml").write_text(OLD.replace(RUMOUR, "title = 5"), "utf-8")
    (tmp_path / "new.toml").write_text(OLD.replace(RUMOUR, "title = 6"), "utf-8")
    assert [line.partition("`")[2] for line in sahel("diff", "the old.toml", "-d", "new.toml").stderr.splitlines()] == [
        "sahel check -d 'the old.toml'` shows what is wrong",
        "sahel check -d new.toml` shows what is wrong",
    ]


def test_of_two_that_are_not_valid_what_is_alike_is_alike(sahel: Sahel, tmp_path: Path) -> None:
    wrong = OLD.replace(RUMOUR, 'titel = "A rumour"')
    answer = compared(sahel, tmp_path, wrong, wrong.replace("x_mine = 1", "x_mine = 2"))
    assert [row["id"] for row in answer.json()] == ["held"]
    (row,) = compared(sahel, tmp_path, wrong, wrong.replace('"A rumour"', '"Another"')).json()
    assert [(field["field"], field["old"], field["new"]) for field in row["fields"]] == [
        ("titel", "A rumour", "Another")
    ]
    assert row["not_valid"] == ["old", "new"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('id = "gone"', 'id = "gone'),
        ('date = "2026-02"', 'date = "2026-02'),
        (RUMOUR, "title = A rumour"),
        (RUMOUR, f"{RUMOUR}\n{RUMOUR}"),
    ],
)
def test_where_no_key_can_be_read_texts_are_compared(sahel: Sahel, tmp_path: Path, right: str, wrong: str) -> None:
    broken = OLD.replace(right, wrong)
    (row,) = compared(sahel, tmp_path, OLD, broken).json()
    assert (row["change"], row["of"], row["id"], row["not_valid"]) == ("changed", "event", "gone", ["new"])
    (field,) = row["fields"]
    assert (field["field"], field["new"]) == ("toml", field["old"].replace(right, wrong))
    assert compared(sahel, tmp_path, broken, broken).json() == []


@pytest.mark.parametrize("header", ["[events]", "[[event]]", "[[evnts]]"])
def test_a_slip_in_a_header_is_no_removal(sahel: Sahel, tmp_path: Path, header: str) -> None:
    alone = '[[events]]\nid = "gone"\ndate = "2026-02"\ntitle = "A rumour"\nsources = ["afp"]\n'
    answer = compared(sahel, tmp_path, alone, alone.replace("[[events]]", header), "--json", "-e")
    assert answer.json() == []
    assert "new.toml: 1 record not valid" in answer.stderr


def test_the_same_id_twice(sahel: Sahel, tmp_path: Path) -> None:
    twice = OLD + '\n[[events]]\nid = "gone"\ndate = "2026-03"\ntitle = "Another"\nsources = ["afp"]\n'
    (row,) = compared(sahel, tmp_path, OLD, twice).json()
    assert (row["change"], row["id"], row["title"], row["not_valid"]) == ("added", "gone", "Another", ["new"])
    assert compared(sahel, tmp_path, twice, twice).json() == []


def test_what_has_no_id_is_compared(sahel: Sahel, tmp_path: Path) -> None:
    nameless = OLD.replace('id = "gone"\n', "")
    assert [(row["change"], row["id"]) for row in compared(sahel, tmp_path, OLD, nameless).json()] == [
        ("added", ""),
        ("removed", "gone"),
    ]
    (row,) = compared(sahel, tmp_path, nameless, nameless.replace("rumour", "fact")).json()
    assert (row["change"], row["fields"][0]["field"]) == ("changed", "title")


@pytest.mark.parametrize(
    ("old", "new", "of"),
    [
        ('coup = "A coup."', "coup = 5", "tag"),
        ('title = "Mine"', "title = 5", "dataset"),
    ],
)
def test_tags_and_the_dataset_itself(sahel: Sahel, tmp_path: Path, old: str, new: str, of: str) -> None:
    (row,) = compared(sahel, tmp_path, OLD, OLD.replace(old, new)).json()
    assert (row["change"], row["of"], row["not_valid"]) == ("changed", of, ["new"])
    assert row["fields"][0]["new"] == 5


EVENT = '[[events]]\nid = "e"\ndate = "2026"\ntitle = "T"\nactors = ["{actor}"]\nsources = ["s"]\n'
OTHERS = (
    '[[sources]]\nid = "s"\ntitle = "S"\npublisher = "The Courier"\n'
    '[[actors]]\nid = "a"\nname = "Amina"\nkind = "person"\ndescription = "D"\n'
)


def test_what_stands_in_files_beside_is_looked_up(sahel: Sahel, tmp_path: Path) -> None:
    for folder, title in (("before", "T"), ("after", "Told")):
        (tmp_path / folder).mkdir()
        text = EVENT.format(actor="a").replace('"T"', f'"{title}"')
        (tmp_path / folder / "events.toml").write_text(text, "utf-8")
        (tmp_path / folder / "others.toml").write_text(OTHERS, "utf-8")
    answer = sahel("diff", "before/events.toml", "after/events.toml", "--json", "-e")
    (row,) = answer.json()
    assert (answer.code, answer.stderr) == (1, "")
    assert (row["not_valid"], row["sources"][0]["publisher"]) == ([], "The Courier")


def test_what_is_nowhere_is_compared_all_the_same(sahel: Sahel, tmp_path: Path) -> None:
    answer = compared(sahel, tmp_path, EVENT.format(actor="one"), EVENT.format(actor="two"))
    (row,) = answer.json()
    assert (row["change"], row["fields"][0]["old"], row["fields"][0]["new"]) == ("changed", ["one"], ["two"])
    assert (row["not_valid"], row["sources"]) == (["old", "new"], [])
    figure = (
        '[[figures]]\nid = "f"\nforce = "x"\nplace = "y"\ndate = "2026"\nmeasure = "killed"\nlow = 1\nsources = ["s"]\n'
    )
    (row,) = compared(sahel, tmp_path, figure, figure.replace("low = 1", "low = 2")).json()
    assert row["title"].startswith("x, y: ")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"\xff\xfe[\x00", "the file seems to be UTF-16, not UTF-8"),
        (b'[[events]]\nid = "e"\ntitle = "\xe9t\xe9"\n', "byte 0xE9 is not UTF-8"),
        (b"\x1f\x8b\x08", "this is a gzip file"),
        (b'[[events]]\nid = "a"\nnote = """\n[[events]]\nid = "b"\n', ""),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"a" * 64 + b"\nsize 5\n",
            "this is a pointer of Git LFS",
        ),
    ],
)
def test_what_cannot_be_told_is_refused(sahel: Sahel, tmp_path: Path, text: bytes, says: str) -> None:
    for texts, name in (((OLD, text), "new.toml"), ((text, OLD), "old.toml"), ((text, text), "old.toml")):
        answer = compared(sahel, tmp_path, *texts)
        assert (answer.code, answer.stdout) == (3, "")
        assert answer.stderr.startswith(f"error: {name}")
        assert f"cannot be compared: {says}" in answer.stderr.splitlines()[0]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(sahel: Sahel, tmp_path: Path) -> None:
    (tmp_path / "old.toml").write_text(OLD, "utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.toml").write_text(OLD, "utf-8")
    (tmp_path / "data" / "a.toml").chmod(0)
    answer = sahel("diff", "old.toml", "data")
    assert (answer.code, answer.stderr.splitlines()[0]) == (
        3,
        "error: data/a.toml cannot be compared: you may not read this",
    )


def test_a_link_that_leads_nowhere_is_refused(sahel: Sahel, tmp_path: Path) -> None:
    (tmp_path / "old.toml").write_text(OLD, "utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.toml").symlink_to("nowhere")
    answer = sahel("diff", "old.toml", "data")
    assert (answer.code, answer.stdout) == (3, "")
    assert (
        answer.stderr
        == "error: data/a.toml cannot be compared: this link leads nowhere\nhint: mend it or take it out\n"
    )


@pytest.mark.parametrize("where", ["top", "end"])
def test_lines_that_are_no_record_are_compared(sahel: Sahel, tmp_path: Path, where: str) -> None:
    lines = "// the events of spring\n"
    stray = lines + OLD if where == "top" else OLD + lines
    (row,) = compared(sahel, tmp_path, OLD, stray).json()
    assert (row["change"], row["of"], row["title"], row["not_valid"]) == ("added", "line", lines.strip(), ["new"])
    assert compared(sahel, tmp_path, stray, stray).json() == []
    (row,) = compared(sahel, tmp_path, stray, stray.replace("spring", "autumn")).json()
    assert row["fields"][0]["words"][-2:] == [["removed", " spring"], ["added", " autumn"]]


def test_an_unsolved_merge_is_refused(sahel: Sahel, tmp_path: Path) -> None:
    ours, theirs = (f'[[events]]\nid = "{name}"\ndate = "2026"\ntitle = "T"\nsources = ["afp"]\n' for name in "ab")
    merge = f"{OLD}\n<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> theirs\n"
    answer = compared(sahel, tmp_path, OLD, merge)
    assert (answer.code, answer.stdout) == (3, "")
    assert answer.stderr.startswith("error: new.toml:39:1 cannot be compared: an unsolved merge of git")


def test_a_copy_beside_its_file_is_said_and_read_when_it_is_named(sahel: Sahel, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "mine.toml").write_text(OLD, "utf-8")
    (tmp_path / "data" / "mine (1).toml").write_text(NEW, "utf-8")
    answer = sahel("diff", "data", "data/mine.toml")
    assert answer.stderr.startswith('data/mine (1).toml: a copy of "mine.toml"')
    assert answer.stderr.endswith("\nno changes\n")
    assert sahel("diff", "data/mine.toml", "data/mine (1).toml", "--count").stdout == "7\n"


@pytest.mark.parametrize("nothing", ["", "# a comment\n"])
def test_what_holds_nothing_is_said_to(sahel: Sahel, tmp_path: Path, nothing: str) -> None:
    answer = compared(sahel, tmp_path, OLD, nothing, "--count")
    assert answer.stderr == "new.toml: the file holds no records\n"
    (tmp_path / "empty").mkdir()
    assert sahel("diff", "empty", "old.toml", "-q").stderr == ""
    assert sahel("diff", "empty", "old.toml").stderr == "empty: no *.toml file lies below this folder\n"


def test_strict_refuses_what_is_not_valid(sahel: Sahel, tmp_path: Path) -> None:
    assert compared(sahel, tmp_path, OLD, OLD.replace(RUMOUR, "title = 5"), "--strict").code == 3
    assert compared(sahel, tmp_path, OLD, NEW, "--strict").code == 0


def test_people_are_told_in_every_form(sahel: Sahel, terminal: Terminal, tmp_path: Path) -> None:
    wrong = OLD.replace(RUMOUR, "title = 5")
    line = compared(sahel, tmp_path, OLD, wrong, "--format", "table").stdout
    assert line == "changed\tevent\t2026-02\tA rumour\tnot valid now; title: A rumour → 5\tAFP\tgone\n"
    assert (
        "- `gone`, Feb 2026 (not valid now): A rumour[^1]\n"
        in sahel("diff", "old.toml", "new.toml", "--format", "markdown").stdout
    )
    screen = terminal("diff", "old.toml", "new.toml", "--no-pager", env={"NO_COLOR": "1"})
    assert "~ event changed, not valid now" in screen.text
