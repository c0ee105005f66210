"""Where a table comes from: a last footnote in Markdown, columns in CSV and TSV where they are asked for."""

from __future__ import annotations

import csv
import io
import re
import shlex
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from tests.every_command import SMALL
from tests.terminal import Sahel

NAMES = ["dataset", "version", "content_hash", "options"]
ASKED = {
    "timeline": "sahel timeline --on 2023-09-24 --certain --place niger",
    "quotations": "sahel quote macron --since 2023-09 --limit 2 --reverse",
    "figures": "sahel troops france --place niger --measure deployed --latest",
    "differences": "sahel troops france --on 2023-10 --differ",
    "profile": "sahel actor macron --on 2023-09-24",
    "actors": "sahel actor --limit 3",
    "finds": "sahel search niger 'military cooperation' --kind quote --limit 2",
    "page": "sahel show 2023-09-24-france-announces-niger-withdrawal",
    "source": "sahel source seed-2023-09-26 --limit 2",
    "sources": "sahel source --publisher TRT --limit 2",
    "counts": "sahel stats --on 2023 --by month",
}


def content_hash(sahel: Sahel, *data: str) -> str:
    return str(sahel("index", *data, "--json").json()["content_hash"])


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("line", ASKED.values(), ids=ASKED.keys())
def test_markdown_ends_with_a_footnote_that_says_what_made_it(line: str, sahel: Sahel) -> None:
    args = shlex.split(line)[1:]
    document = sahel(*args, "-f", "markdown", "-q").stdout
    message = f"Foreign forces and ruptures in the Sahel, 2012-2026, version 1.1.0, {content_hash(sahel)[:19]}"
    *_, last = document.splitlines()
    assert re.sub(r"^\[\^[0-9]+\]: ", "", last) == f"{message}: `{line}`"
    html = MarkdownIt("commonmark").enable("table").use(footnote_plugin).render(document)
    notes = re.findall(r'<li id="fn[0-9]+" class="footnote-item"><p>(.*?) <a', html)
    assert notes[-1] == f"{message}: <code>{line}</code>"
    assert "About this data<sup" in html


@pytest.mark.parametrize("line", ASKED.values(), ids=ASKED.keys())
def test_the_line_asks_for_the_same_rows_again(line: str, sahel: Sahel) -> None:
    (once, *_) = table(sahel(*shlex.split(line)[1:], "-f", "csv", "--provenance").stdout)
    assert once["options"] == line
    args = shlex.split(once["options"])[1:]
    assert sahel(*args, "-f", "csv").output == sahel(*shlex.split(line)[1:], "-f", "csv").output


def test_without_provenance_markdown_is_what_it_was(sahel: Sahel) -> None:
    args = ("timeline", "--on", "2023-09-24", "--certain", "-f", "markdown")
    full, bare = sahel(*args).stdout, sahel(*args, "--no-provenance").stdout
    assert "About this data" not in bare
    lines = [line for line in full.splitlines() if line in bare.splitlines() or line == ""]
    assert [line for line in lines if line] == [line for line in bare.splitlines() if line]


def test_csv_and_tsv_are_rows_alone(sahel: Sahel) -> None:
    for form in ("csv", "tsv"):
        head = sahel("timeline", "-n", "1", "-f", form).stdout.splitlines()[0]
        assert not set(NAMES) & set(re.split("[,\t]", head))


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_provenance_adds_columns_that_change_no_other(form: str, sahel: Sahel) -> None:
    args = ("timeline", "--on", "2023-09-24", "-f", form)
    sign = "," if form == "csv" else "\t"
    plain, messages = sahel(*args).stdout.splitlines(), sahel(*args, "--provenance").stdout.splitlines()
    assert messages[0] == plain[0] + sign + sign.join(NAMES)
    assert [line[: len(bare)] for line, bare in zip(messages, plain, strict=True)] == plain
    title = "Foreign forces and ruptures in the Sahel, 2012-2026"
    cells = [f'"{title}"' if form == "csv" else title, "1.1.0", content_hash(sahel), "sahel timeline --on 2023-09-24"]
    assert {line[len(bare) :] for line, bare in zip(messages[1:], plain[1:], strict=True)} == {sign + sign.join(cells)}


def test_chosen_fields_have_it_too(sahel: Sahel) -> None:
    (row, *_) = table(sahel("timeline", "--fields", "id", "-n", "2", "-f", "csv", "--provenance").stdout)
    assert list(row) == ["id", *NAMES]
    assert sahel("timeline", "--fields", "id", "--on", "1900", "-f", "csv", "--provenance").stdout == (
        f"id,{','.join(NAMES)}\r\n"
    )


def test_no_cell_of_it_is_a_formula(sahel: Sahel, tmp_path: Path) -> None:
    text = SMALL.read_text(encoding="utf-8")
    path = tmp_path / "mine.toml"
    path.write_text(re.sub("(?m)^title = .*$", 'title = "=1+1"', text, count=1), encoding="utf-8")
    (row, *_) = table(sahel("timeline", "-d", str(path), "-f", "csv", "--excel", "--provenance").stdout)
    assert row["dataset"] == "'=1+1"


def test_neither_the_form_nor_where_the_dataset_lies_is_said(sahel: Sahel, tmp_path: Path) -> None:
    copy = tmp_path / "secret folder"
    copy.mkdir()
    (copy / "mine.toml").write_bytes(SMALL.read_bytes())
    file = tmp_path / "answer.csv"
    sahel("timeline", "-n", "1", "-d", str(copy), "-o", str(file), "--provenance", "--strict", "-q", "--fields", "id")
    (row,) = table(file.read_text(encoding="utf-8"))
    assert row["options"] == "sahel timeline --limit 1"
    assert "secret" not in file.read_text(encoding="utf-8")


def test_the_same_question_has_the_same_bytes_however_it_is_typed(sahel: Sahel) -> None:
    one = sahel("timeline", "--since", "2023-09", "-n", "1", "-f", "markdown").output
    other = sahel("timeline", "-fmarkdown", "--limit=1", "--from", "2023-09").output
    assert one == other


def test_what_is_typed_is_shown_as_a_shell_takes_it(sahel: Sahel) -> None:
    document = sahel("search", "don't", "-n", "1", "-f", "markdown").stdout
    assert document.splitlines()[-1].endswith(""": `sahel search 'don'"'"'t' --limit 1`""")
    assert sahel("search", "a`b", "-f", "markdown").stdout.splitlines()[-1].endswith("sahel search 'a\\`b'")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("timeline", "--provenance"), "--provenance is for csv, tsv and markdown, not for table"),
        (("timeline", "--provenance", "--json"), "--provenance is for csv, tsv and markdown, not for json"),
        (("timeline", "--no-provenance"), "--no-provenance is for markdown, not for table"),
        (("timeline", "--no-provenance", "-f", "csv"), "--no-provenance is for markdown, not for csv"),
        (("timeline", "--provenance", "--no-provenance"), "--provenance and --no-provenance exclude each other"),
        (("timeline", "--provenance", "--count", "-f", "csv"), "--count prints a number, and --provenance is for rows"),
        (("troops", "--chart", "--provenance"), "--provenance is for csv, tsv and markdown, not for table"),
        (("diff", str(SMALL), "-f", "csv", "--provenance"), "--provenance: a comparison is of two datasets"),
    ],
)
def test_it_is_refused_where_there_is_none(args: tuple[str, ...], message: str, sahel: Sahel) -> None:
    result = sahel(*args)
    assert (result.code, result.output) == (2, b"")
    assert result.stderr.startswith(f"error: {message}")
