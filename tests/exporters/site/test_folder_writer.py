"""The folder of a site: what is ours in it, what is not, and what becomes of both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sahelcli.exporters.site.folder_writer import LIST, NotAList, NotOurs, SiteFile, Written, write_folder

FIRST = [SiteFile("style.css", b"a {}"), SiteFile("e/x/index.html", b"x"), SiteFile("index.html", b"front")]


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder but the list, by path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files if path.name != LIST}


def listed(folder: Path) -> list[str]:
    files: list[str] = json.loads((folder / LIST).read_bytes())["files"]
    return files


def test_files_are_written_and_listed(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "site"
    assert write_folder(folder, FIRST, "index.html") == Written(3, 0, 0)
    assert tree(folder) == dict(FIRST)
    assert listed(folder) == sorted(path for path, _ in FIRST)


def test_what_is_as_it_should_be_stays_untouched(tmp_path: Path) -> None:
    write_folder(tmp_path, FIRST, "index.html")
    before = {path: path.stat() for path in tmp_path.rglob("*")}
    assert write_folder(tmp_path, FIRST, "index.html") == Written(0, 0, 3)
    assert {path: path.stat() for path in tmp_path.rglob("*") if path != tmp_path} == before


def test_what_is_gone_is_removed_with_its_folders_and_nothing_else(tmp_path: Path) -> None:
    write_folder(tmp_path, FIRST, "index.html")
    (tmp_path / "e" / "mine.txt").write_text("mine", "utf-8")
    assert write_folder(tmp_path, [FIRST[2]], "index.html") == Written(0, 2, 1)
    assert tree(tmp_path) == {"index.html": b"front", "e/mine.txt": b"mine"}
    assert not (tmp_path / "e" / "x").exists()
    assert listed(tmp_path) == ["index.html"]


def test_what_is_in_the_way_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(b"mine")
    (tmp_path / "e").write_bytes(b"mine too")
    with pytest.raises(NotOurs, match=r'files in the way that sahel did not write: "e", "index.html"'):
        write_folder(tmp_path, FIRST, "index.html")
    assert tree(tmp_path) == {"index.html": b"mine", "e": b"mine too"}
    assert not (tmp_path / LIST).exists()


def test_the_same_bytes_are_in_nobody_s_way(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(b"front")
    assert write_folder(tmp_path, FIRST, "index.html") == Written(2, 0, 1)


def test_a_link_is_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "e").symlink_to(tmp_path / "outside", target_is_directory=True)
    with pytest.raises(NotOurs):
        write_folder(tmp_path / "site", FIRST, "index.html")
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_link_in_the_place_of_a_file_of_ours_is_replaced_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    write_folder(tmp_path / "site", FIRST, "index.html")
    (tmp_path / "other").write_bytes(b"other")
    (tmp_path / "site" / "style.css").unlink()
    (tmp_path / "site" / "style.css").symlink_to(tmp_path / "other")
    write_folder(tmp_path / "site", FIRST, "index.html")
    assert (tmp_path / "other").read_bytes() == b"other"
    assert not (tmp_path / "site" / "style.css").is_symlink()


def test_the_folder_may_be_a_link_itself(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    write_folder(tmp_path / "link", FIRST, "index.html")
    assert tree(tmp_path / "real") == dict(FIRST)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"made_by": "sahel export site", "files": ["../x"]}',
        '{"made_by": "sahel export site", "files": ["/x"]}',
        '{"made_by": "sahel export site", "files": ["e/./x", 3]}',
        '{"made_by": "another", "files": []}',
    ],
)
def test_a_list_that_is_none_is_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / LIST).write_text(text, "utf-8")
    (tmp_path / "x").write_text("x", "utf-8")
    with pytest.raises(NotAList):
        write_folder(tmp_path / "", FIRST, "index.html")
    assert tree(tmp_path) == {"x": b"x"}


def test_a_failure_before_the_end_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    write_folder(tmp_path, FIRST, "index.html")

    def failing() -> object:
        yield SiteFile("index.html", b"new")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        write_folder(tmp_path, failing(), "index.html")  # type: ignore[arg-type]
    assert tree(tmp_path) == dict(FIRST)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([LIST, "e", "index.html", "style.css"])


def test_a_folder_that_was_made_for_nothing_goes_again(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="written twice"):
        write_folder(tmp_path / "a" / "b", [*FIRST, FIRST[0]], "index.html")
    assert list(tmp_path.iterdir()) == []


def test_the_front_page_is_moved_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved: list[str] = []
    replace = Path.replace

    def seen(self: Path, target: Path) -> Path:
        if target.name != LIST:
            moved.append(target.relative_to(tmp_path).as_posix())
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", seen)
    write_folder(tmp_path, [FIRST[2], *FIRST[:2]], "index.html")
    assert moved == ["style.css", "e/x/index.html", "index.html"]
