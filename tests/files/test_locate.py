"""Which dataset answers: what is named, what lies here, or what came along."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sahelcli.errors import ExitCode
from sahelcli.files import locate as module
from sahelcli.files.locate import EmptyDatasetName, NoSuchDataset, locate, shipped


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


@pytest.mark.parametrize("header", ["[[events]]", "  [[ sources ]] # first", "x_a = 1\n\n[places]\n"])
def test_a_folder_here_counts_if_it_has_one_of_our_headers(tmp_path: Path, header: str) -> None:
    (tmp_path / "data/deep").mkdir(parents=True)
    (tmp_path / "data/a.toml").write_text("[tool.other]\n", "utf-8")
    assert locate([], {}) == (str(shipped()),)
    (tmp_path / "data/deep/b.toml").write_text(header, "utf-8")
    assert locate([], {}) == ("data",)


def test_what_else_may_be_called_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").write_text("[[events]]\n", "utf-8")
    assert locate([], {}) == (str(shipped()),)
    (tmp_path / "data").unlink()
    (tmp_path / "data").mkdir()
    (tmp_path / "data/pipe.toml").symlink_to("gone")
    (tmp_path / "data/a.toml").write_text("[[events]]\n", "utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    assert locate([], {}) == (str(shipped()),)


def test_the_shipped_dataset_is_that_of_the_checkout_or_of_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (shipped() / "events.toml").is_file()
    monkeypatch.setattr(module, "__file__", str(tmp_path / "site-packages/sahelcli/files/locate.py"))
    (tmp_path / "site-packages/sahelcli/data").mkdir(parents=True)
    assert shipped() == tmp_path.resolve() / "site-packages/sahelcli/data"


@pytest.mark.parametrize(
    ("data", "environ"), [([""], {}), ([], {"SAHEL_DATA": ""}), ([], {"SAHEL_DATA": f".{os.pathsep}"})]
)
def test_an_empty_name_is_wrong_use(data: list[str], environ: dict[str, str]) -> None:
    with pytest.raises(EmptyDatasetName, match='"": this names nothing') as caught:
        locate(data, environ)
    assert caught.value.exit_code is ExitCode.USAGE


def test_a_path_that_is_not_there() -> None:
    with pytest.raises(NoSuchDataset) as caught:
        locate(["a\x1bb" + "x" * 500], {})
    assert caught.value.exit_code is ExitCode.UNUSABLE
    assert caught.value.message.startswith('no such file or folder: "a\\u001bb')
    assert len(caught.value.message) < 300
