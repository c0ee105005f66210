"""Which dataset answers: what is named, what lies here, or what came along."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from sahelcli.dataset import locate as module
from sahelcli.dataset.locate import EmptyDatasetName, NoSuchDataset, locate, named, shipped
from sahelcli.errors import ExitCode
from sahelcli.filesystem.discovery import find_files


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_what_is_named_comes_first(tmp_path: Path) -> None:
    (tmp_path / "a.toml").touch()
    (tmp_path / "data").mkdir()
    (tmp_path / "data/events.toml").write_text("[[events]]\n", "utf-8")
    environ = {"SAHEL_DATA": f"a.toml{os.pathsep}data"}
    assert locate(["a.toml", "-", "a.toml"], environ) == ("a.toml", "-")
    assert locate([], environ) == ("a.toml", "data")
    assert locate([], {}) == ("data",)


def test_the_folder_one_stands_in_is_a_dataset_if_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/events.toml").touch()
    (tmp_path / "dataset.toml").symlink_to("gone")
    assert locate([], {}) == (".",)
    assert locate(["data"], {}) == locate([], {"SAHEL_DATA": "data"}) == ("data",)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("events.toml", b"\xef\xbb\xbf[[events]]\n"),
        ("events.toml", b"version https://git-lfs.github.com/spec/v1\n"),
        ("events.toml", "[[events]]\n".encode("utf-16")),
        ("events.toml", b"\x1f\x8b"),
        ("deep/below/x.toml", b""),
        ("Events.TOML", b"# nothing yet\n"),
    ],
)
def test_a_folder_here_counts_if_it_holds_a_toml_file_whatever_that_holds(
    tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/notes.md").touch()
    (tmp_path / "data/up").symlink_to(tmp_path / "data")
    assert locate([], {}) == (str(shipped()),)
    (tmp_path / "data" / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "data" / name).write_bytes(content)
    assert locate([], {}) == ("data",)


def test_a_folder_here_counts_if_it_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").symlink_to("disk-that-is-not-mounted")
    assert locate([], {}) == ("data",)
    (tmp_path / "data").unlink()
    (tmp_path / "data").mkdir()
    (tmp_path / "data/events.toml").symlink_to("gone")
    assert locate([], {}) == ("data",)
    (tmp_path / "data/events.toml").unlink()

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    assert locate([], {}) == ("data",)


def test_a_link_into_a_folder_that_may_not_be_entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").symlink_to("closed/data")
    stat = os.stat

    def refuse(path: Any, *args: Any, follow_symlinks: bool = True, **named: Any) -> os.stat_result:
        if os.fspath(path) == "data" and follow_symlinks:
            raise PermissionError(13, "Permission denied")
        return stat(path, *args, follow_symlinks=follow_symlinks, **named)

    monkeypatch.setattr(os, "stat", refuse)
    assert locate([], {}) == ("data",)
    (finding,) = find_files(["data"]).diagnostics
    assert finding.message == "you may not read this"


def test_a_file_called_data_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("[[events]]\n", "utf-8")
    assert locate([], {}) == (str(shipped()),)
    (tmp_path / "data").unlink()
    os.mkfifo(tmp_path / "data")
    assert locate([], {}) == (str(shipped()),)


def test_the_shipped_dataset_has_a_name(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").touch()
    assert locate(["shipped", "mine.toml"], {}) == (str(shipped()), "mine.toml")
    assert locate([], {"SAHEL_DATA": f"mine.toml{os.pathsep}shipped"}) == ("mine.toml", str(shipped()))
    (tmp_path / "shipped").mkdir()
    assert locate(["shipped", "./shipped"], {}) == (str(shipped()), "./shipped")
    assert [named(path) for path in ("shipped", "-", "mine")] == ["./shipped", "./-", "mine"]


def test_a_path_with_the_sign_that_separates_others(tmp_path: Path) -> None:
    given = f"smb-share{os.pathsep}server=nas"
    (tmp_path / given).mkdir()
    assert locate([], {"SAHEL_DATA": given}) == (given,)
    with pytest.raises(NoSuchDataset, match=r'"smb-share"'):
        locate([], {"SAHEL_DATA": f"{given}x"})


def test_a_tilde_is_the_home_where_no_shell_has_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home/chron").mkdir(parents=True)
    assert locate([], {"SAHEL_DATA": "~/chron"}) == locate(["~/chron"], {}) == (str(tmp_path / "home/chron"),)
    (tmp_path / "~").mkdir()
    assert locate(["~"], {}) == ("~",)
    with pytest.raises(NoSuchDataset, match="~nobody-of-that-name"):
        locate(["~nobody-of-that-name/x"], {})


def test_the_shipped_dataset_is_that_of_the_checkout_or_of_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (shipped() / "events.toml").is_file()
    monkeypatch.setattr(module, "__file__", str(tmp_path / "site-packages/sahelcli/dataset/locate.py"))
    (tmp_path / "site-packages/sahelcli/data").mkdir(parents=True)
    assert shipped() == tmp_path.resolve() / "site-packages/sahelcli/data"


@pytest.mark.parametrize(
    ("data", "environ", "message"),
    [
        ([""], {}, '--data "": this names nothing'),
        ([], {"SAHEL_DATA": ""}, 'SAHEL_DATA "": this names nothing'),
        ([], {"SAHEL_DATA": f"{os.pathsep}x"}, f'SAHEL_DATA "{os.pathsep}x": one of its parts is empty'),
        ([], {"SAHEL_DATA": f".{os.pathsep}"}, f'SAHEL_DATA ".{os.pathsep}": one of its parts is empty'),
    ],
)
def test_an_empty_name_is_wrong_use(tmp_path: Path, data: list[str], environ: dict[str, str], message: str) -> None:
    (tmp_path / "x").touch()
    with pytest.raises(EmptyDatasetName) as caught:
        locate(data, environ)
    assert (caught.value.message, caught.value.exit_code) == (message, ExitCode.USAGE)


def test_a_path_that_is_not_there() -> None:
    with pytest.raises(NoSuchDataset) as caught:
        locate(["a\x1bb" + "x" * 500], {})
    assert caught.value.exit_code is ExitCode.UNUSABLE
    assert caught.value.message.startswith('no such file or folder: "a\\u001bb')
    assert len(caught.value.message) < 300
