"""What an index says of texts for the end of files is what a reading of all files says."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest

from sahelcli.dataset.append import Addition, append, checked
from sahelcli.dataset.snapshot import Snapshot
from sahelcli.errors import SahelError
from sahelcli.index.build.append_checks import stays_right
from sahelcli.index.open import open_index
from tests.dataset.keeping import begun, event, source
from tests.index.small import ONE_OF_EACH, Small, toml, write
from tests.terminal import Sahel

SAME_ID = source("s0") + source("s0")
ACTOR = '[[actors]]\nid = "{}"\nname = "n"\nkind = "person"\ndescription = "d"\n'
BESIDES = (
    "",
    "# nothing\n",
    "junk = 1\n",
    "[[events]\n",
    "[dataset]\ntitle = 't'\n",
    '[tags]\ncoup = "c"\n',
    "[[sources.more]]\nid = 'a'\n",
    "\ufeff" + source("s1"),
    source("s2").replace("\n", "\r\n"),
    source("s3").replace("\n", "\r\r\n"),
    source("source-0"),
    SAME_ID,
    event("e1", "nobody"),
    ACTOR.format("place-0"),
    ACTOR.format("a") + "[[actors.roles]]\ntitle = 't'\nof = 'nobody'\n",
    '[[places]]\nid = "ring"\nname = "n"\nkind = "city"\npart_of = "ring"\n',
)
BEGINNINGS = (
    "",
    "# mine",
    "\ufeff# mine\n\n[[places]]\nid = 'p'\nname = 'n'\nkind = 'city'\n",
    '[tags]\ncoup = "c"\ntalks = "t"\nbase = "b"\n',
    'sources = [{id = "inline", title = "t", publisher = "p"}]\n',
    "# mine\nsources = [\n  {id = 'inline', title = 't', publisher = 'p'}\n]\n",
    "[[places]]\nid = 'p'\nname = 'n'\nkind = 'city'\n[places.x_mine]\na = 1",
)


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("cache")
    with patch.dict(os.environ, {"XDG_CACHE_HOME": str(folder)}):
        yield folder


def judged(file: Path, text: str) -> bool:
    return stays_right([str(file.parent)], {str(file): text}, {})


def is_right(file: Path, text: str) -> bool:
    """Whether a reading of all files finds that a text may come to the end of a file."""
    try:
        checked([str(file.parent)], [Addition(str(file), text)])
    except SahelError:
        return False
    return True


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_what_an_index_finds_right_a_reading_of_all_files_does(tmp_path: Path, beginning: str, end: str) -> None:
    small = Small(Random(3))
    write(tmp_path, {"b.toml": small.records(6)})
    first = tmp_path / "a.toml"
    first.write_bytes((beginning + "\n# more\n# more\n# more").replace("\n", end).encode())
    plain = [toml(kind, small.record(kind)) for kind in ONE_OF_EACH]
    found = {
        (file.name, text): (judged(file, text), is_right(file, text))
        for file in (first, tmp_path / "b.toml", tmp_path / "new.toml")
        for text in (*plain, *BESIDES, *(plain[0] + text for text in BESIDES))
    }
    assert [key for key, (said, right) in found.items() if said and not right] == []
    if beginning.startswith("[["):  # nothing is wrong with the dataset: only what is unusual is read with the whole
        usual = [found[name, text] for name in ("b.toml", "new.toml") for text in plain]
        assert [said for said, _ in usual] == [right for _, right in usual]
        assert usual.count((True, True)) >= len(usual) / 2


def test_what_the_index_was_not_made_of_is_not_vouched_for(tmp_path: Path) -> None:
    mine = begun(tmp_path / "set")
    other = mine.with_name("other.toml")
    other.write_text(source("afp"), "utf-8")
    text = event("held", "afp")
    assert judged(mine, text)
    assert stays_right([str(mine.parent)], {str(mine): text}, {str(mine): mine.read_bytes()})
    assert not stays_right([str(mine.parent)], {str(mine): text}, {str(mine): mine.read_bytes() + b"#\n"})
    assert not stays_right([str(mine.parent)], {str(mine): text}, {str(mine): None})
    other.write_text(source("rfi"), "utf-8")
    assert not judged(mine, text)
    other.write_text(source("afp") + "[[events]\n", "utf-8")
    assert not judged(mine, text)


def test_a_file_beside_the_dataset_is_not_vouched_for(tmp_path: Path) -> None:
    mine = begun(tmp_path / "set")
    outside = tmp_path / "outside.toml"
    assert stays_right([str(mine)], {str(outside): source("afp")}, {})
    outside.write_text(source("afp"), "utf-8")
    assert not stays_right([str(mine)], {str(outside): source("afp")}, {})


@pytest.mark.parametrize("way", [(), ("--dry-run",)])
def test_a_record_that_is_added_is_read_alone(sahel: Sahel, tmp_path: Path, way: tuple[str, ...]) -> None:
    mine = begun(tmp_path / "set")
    before = mine.read_bytes()
    with patch.object(Snapshot, "take", side_effect=AssertionError("everything was read")):
        for number in range(2):  # the second after what the first has written
            title = ("--title", f"Two held, {number}", "--date", "2026-01-04", "--source", "courier")
            answer = sahel("add", "event", *title, "-d", "set", "--to", "set/mine.toml", *way)
            assert (answer.stderr, answer.code) == ("", 0)
    assert (mine.read_bytes() == before) == bool(way)
    assert sahel("check", "-d", "set").code == 0


def test_a_draft_that_is_right_is_read_alone(sahel: Sahel, tmp_path: Path) -> None:
    begun(tmp_path / "set")
    (tmp_path / "draft.toml").write_text(event("held", "courier"), "utf-8")
    with patch.object(Snapshot, "take", side_effect=AssertionError("everything was read")):
        draft = ("--edit", "--draft", "draft.toml", "--to", "set/mine.toml")
        answer = sahel("add", "event", *draft, "-d", "set", env={"EDITOR": "true"})
    assert (answer.stdout, answer.stderr, answer.code) == ("set/mine.toml:7: added event held\n", "", 0)


def test_what_another_file_lost_meanwhile_is_seen(tmp_path: Path) -> None:
    mine = begun(tmp_path / "set")
    other = mine.with_name("other.toml")
    other.write_text(source("afp"), "utf-8")
    open_index([str(mine.parent)]).connection.close()
    other.write_text(source("rfi"), "utf-8")
    with pytest.raises(SahelError, match='unknown source "afp"'):
        append([str(mine.parent)], [Addition(str(mine), event("held", "afp"))], judge=stays_right)
