"""The pictures that README.md shows: there, and of what is exported."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.exporters.picture import PICTURES, Picture, take
from tests.readme import README


def size(picture: Path) -> tuple[int, int]:
    """Return width and height in pixels, from the first chunk of a PNG (its specification, section 11.2.1)."""
    begin = picture.read_bytes()[:24]
    assert begin[:16] == b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"
    return int.from_bytes(begin[16:20]), int.from_bytes(begin[20:24])


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.file.stem)
def test_readme_shows_it(picture: Picture) -> None:
    assert f"](docs/{picture.file.name})" in README.read_text("utf-8")
    assert size(picture.file) == picture.size


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.file.stem)
def test_it_is_taken_of_what_is_exported(
    browser: Browser, tmp_path: Path, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, picture: Picture
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    taken = tmp_path / "taken.png"
    take(browser, picture, taken)
    assert size(taken) == picture.size
    assert taken.stat().st_size > 50_000  # a blank page takes a tenth of it
