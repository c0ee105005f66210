"""Records come to the end of a file, checked; whatever goes wrong, what was there is whole."""

from __future__ import annotations

import os
import stat
from functools import partial
from pathlib import Path

import pytest

from sahelcli.dataset import append as writer
from sahelcli.dataset.append import Addition, AdditionRejected, AdditionUnread, AppendFailed, FileKeepsChanging, TakenId
from sahelcli.dataset.reader import read_dataset
from sahelcli.errors import SahelError
from sahelcli.index.build.append_checks import stays_right
from sahelcli.toml.writer import AppendedText, appended
from tests.dataset.keeping import BEFORE, begun, event, source

append, checked = partial(writer.append, judge=stays_right), partial(writer.checked, judge=stays_right)


@pytest.fixture(params=["cache", "mine.toml/no folder"], autouse=True)
def cache(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Judged by an index, and where none can be kept by a reading of all files: all is the same."""
    (tmp_path / "mine.toml").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / request.param))


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """The file of a small dataset, alone in its folder."""
    return begun(tmp_path / "set")


def add(file: Path, *texts: str) -> list[writer.AppendedRecord]:
    return append([str(file.parent)], [Addition(str(file), text) for text in texts])


def refused(file: Path, *texts: str) -> SahelError:
    """Return what is said when the texts are not taken, after a look that nothing has changed."""
    files = {path: path.read_bytes() for path in file.parent.iterdir()}
    with pytest.raises(SahelError) as messages:
        add(file, *texts)
    assert {path: path.read_bytes() for path in file.parent.iterdir()} == files
    return messages.value


def test_it_stands_at_the_end_and_every_byte_before_it_stays(mine: Path) -> None:
    assert add(mine, event("held", "courier")) == [(str(mine), 7)]
    assert mine.read_bytes() == BEFORE + b"\n" + event("held", "courier").encode()
    assert [path.name for path in mine.parent.iterdir()] == ["mine.toml"]


def test_several_at_once_are_told_line_by_line(mine: Path) -> None:
    other = mine.with_name("events.toml")
    additions = [
        Addition(str(mine), source("afp")),
        Addition(str(other), event("held", "afp")),
        Addition(str(mine), source("rfi")),
    ]
    assert append([str(mine.parent)], additions) == [(str(mine), 7), (str(other), 1), (str(mine), 12)]
    assert mine.read_text("utf-8").splitlines()[11] == "[[sources]]"
    assert [record.id for record in read_dataset([str(mine.parent)]).events] == ["held"]


def test_checking_writes_nothing(mine: Path) -> None:
    checked([str(mine.parent)], [Addition(str(mine), event("held", "courier"))])
    with pytest.raises(AdditionRejected):
        checked([str(mine.parent)], [Addition(str(mine), event("held", "nobody"))])
    assert mine.read_bytes() == BEFORE


def test_mode_and_links_stay(mine: Path, tmp_path: Path) -> None:
    mine.chmod(0o604)
    link = tmp_path / "link.toml"
    link.symlink_to(mine)
    append([str(mine.parent)], [Addition(str(link), source("afp"))])
    assert link.is_symlink()
    assert mine.read_bytes() == BEFORE + b"\n" + source("afp").encode()
    assert stat.S_IMODE(mine.stat().st_mode) == 0o604


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="others may give no file away")
def test_the_owner_stays(mine: Path) -> None:
    os.chown(mine, 1234, 4321)
    add(mine, source("afp"))
    assert (mine.stat().st_uid, mine.stat().st_gid) == (1234, 4321)


def test_an_id_that_is_taken(mine: Path) -> None:
    result = refused(mine, source("courier"))
    assert isinstance(result, TakenId)
    assert result.message == f'a source has the id "courier" already, at {mine}:3'


def test_the_same_id_in_another_file_of_the_dataset(mine: Path) -> None:
    result = refused(mine.with_name("another.toml"), source("courier"))
    assert result.message == f'a source has the id "courier" already, at {mine}:3'


def test_the_same_id_twice_at_once(mine: Path) -> None:
    assert isinstance(refused(mine, source("afp"), source("afp")), AdditionRejected)


def test_a_reference_to_nothing(mine: Path) -> None:
    result = refused(mine, event("held", "couriers"))
    assert result.message == 'nothing was added: unknown source "couriers"'
    assert result.hint == 'did you mean "courier"?'


@pytest.mark.parametrize("text", ["[[events]\n", "junk = 1\n", '[[events]]\nid = "a"\n'])
def test_what_is_no_record(mine: Path, text: str) -> None:
    assert isinstance(refused(mine, text), AdditionRejected)


@pytest.mark.parametrize("text", ["", "# nothing\n", '[tags]\ncoup = "A coup."\n'])
def test_what_holds_no_record(mine: Path, text: str) -> None:
    assert isinstance(refused(mine, text), AdditionUnread)


def test_a_file_whose_last_text_is_open_swallows_nothing(mine: Path) -> None:
    mine.write_bytes(BEFORE + b'note = """\nand so on')
    assert isinstance(refused(mine, source("afp")), AdditionUnread | AdditionRejected)


def test_an_error_elsewhere_is_no_obstacle(mine: Path) -> None:
    mine.with_name("other.toml").write_text('[[events]]\nid = "broken"\n', "utf-8")
    assert add(mine, source("afp")) == [(str(mine), 7)]


def test_what_refers_to_a_broken_record_would_not_be_read(mine: Path) -> None:
    mine.with_name("other.toml").write_text('[[sources]]\nid = "broken"\n', "utf-8")
    result = refused(mine, event("held", "broken"))
    assert isinstance(result, AdditionUnread)
    assert result.hint == "that file, or a record that is referred to, has errors: `sahel check` shows them"


def test_a_file_that_an_editor_changes_meanwhile_is_read_again(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved = [BEFORE + b"# saved once\n", BEFORE + b"# saved twice\n"]

    def edited_meanwhile(before: bytes, text: str) -> AppendedText:
        if saved:
            mine.write_bytes(saved.pop(0))
        return appended(before, text)

    monkeypatch.setattr(writer, "appended", edited_meanwhile)
    assert add(mine, source("afp")) == [(str(mine), 8)]
    assert mine.read_bytes() == BEFORE + b"# saved twice\n\n" + source("afp").encode()
    assert [path.name for path in mine.parent.iterdir()] == ["mine.toml"]


def test_a_file_that_never_rests(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "_TRIES", 3)

    def edited_meanwhile(before: bytes, text: str) -> AppendedText:
        mine.write_bytes(before + b"#\n")
        return appended(before, text)

    monkeypatch.setattr(writer, "appended", edited_meanwhile)
    with pytest.raises(FileKeepsChanging):
        add(mine, source("afp"))
    assert mine.read_bytes() == BEFORE + b"#\n" * 3
    assert [path.name for path in mine.parent.iterdir()] == ["mine.toml"]


def test_what_is_no_file(mine: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path):
        with pytest.raises(AppendFailed) as messages:
            append([str(mine)], [Addition(str(path), source("afp"))])
        assert messages.value.message == f'cannot write "{path}": it is no file that records could be added to'


def test_a_folder_that_is_not_there(mine: Path, tmp_path: Path) -> None:
    with pytest.raises(AppendFailed) as messages:
        append([str(mine)], [Addition(str(tmp_path / "no" / "a.toml"), source("afp"))])
    assert messages.value.message.endswith("no such file or directory")
    assert not (tmp_path / "no").exists()
