"""Files with faults: what is said of each, word for word, as it stands beside the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from sahelcli.dataset.linking import link
from sahelcli.dataset.reader import read_file
from sahelcli.diagnostics.finding import LONGEST_LINE, Diagnostic
from sahelcli.rules.reader_codes import READING
from sahelcli.text.sanitize import one_line

FILES = Path(__file__).parents[1] / "data"
INVALID = sorted((FILES / "invalid").glob("*.toml"))
VALID = sorted((FILES / "valid").glob("*.toml"))


def said(diagnostic: Diagnostic) -> str:
    lines = [diagnostic.one_line()]
    if excerpt := diagnostic.excerpt:
        lines += [f"   | {excerpt.text}", f"   | {' ' * excerpt.offset}{'^' * excerpt.length}"]
    if diagnostic.hint:
        lines.append(f"hint: {diagnostic.hint}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_each_fault_is_said_in_its_place(path: Path) -> None:
    dataset = link([read_file(path.name, path.read_bytes())])
    assert "".join(map(said, dataset.diagnostics)) == path.with_suffix(".txt").read_text("utf-8")


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_the_code_is_the_file_s_name(path: Path) -> None:
    code, _, _ = path.stem.partition("--")
    assert code in {diagnostic.code for diagnostic in link([read_file(path.name, path.read_bytes())]).diagnostics}


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_no_line_is_long_or_acts_on_a_terminal(path: Path) -> None:
    for diagnostic in link([read_file(path.name, path.read_bytes())]).diagnostics:
        for line in said(diagnostic).splitlines():
            assert len(line) <= LONGEST_LINE
            assert one_line(line) == line


def test_every_code_of_the_reader_has_a_file() -> None:
    names = {path.stem.partition("--")[0] for path in INVALID}
    assert names == set(READING) - {"unreadable", "conflict-copy"}  # no matter of what a file holds


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_valid_file_is_read_without_a_word(path: Path) -> None:
    dataset = link([read_file(path.name, path.read_bytes())])
    assert (dataset.diagnostics, dataset.left_out) == ((), 0)
    assert dataset.events
