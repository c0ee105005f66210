"""Where a record begins: its line in the text, however that is written."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.authoring.record_location import line_of
from sahelcli.dataset.reader import read_dataset
from tests.terminal import Sahel

SLUGS = st.from_regex("[a-z0-9]{1,4}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
HEADERS = ["[[events]]", "  [[events]]", "[[ events ]] # one", '[["events"]]', "[[events]]\t"]
IDS = ['id = "{}"', "id='{}'", '  id = "{}" # it', '"id" = "{}"', "id   =   '{}'", 'id = """{}"""']
BEFORE = [
    'title = "T"',
    "# a remark",
    "",
    'tags = [\n  "a",\n]',
    'summary = """\n[[events]]\nid = "{}"\n"""',
    "x_a = [\n[1],\n]",
]
ENDS = st.sampled_from(["\n", "\r\n"])
RECORDS = st.lists(
    st.tuples(SLUGS, st.sampled_from(HEADERS), st.sampled_from(IDS), st.lists(st.sampled_from(BEFORE), max_size=3)),
    min_size=1,
    max_size=5,
    unique_by=lambda record: record[0],
)


def written(tmp: str, text: str) -> str:
    path = Path(tmp) / "a.toml"
    path.write_bytes(text.encode())
    return str(path)


@given(RECORDS, ENDS)
def test_the_line_is_that_of_the_header(records: list[tuple[str, str, str, list[str]]], end: str) -> None:
    lines: list[str] = ["# events"]
    expected = {}
    other = records[-1][0]
    for record_id, header, id_line, before in records:
        expected[record_id] = len(lines) + 1
        unique = {text.partition("=")[0]: text for text in before}.values()
        for text in (
            header,
            *(each.format(other) if "{" in each else each for each in unique),
            id_line.format(record_id),
        ):
            lines += text.split("\n")
    with TemporaryDirectory() as tmp:
        path = written(tmp, end.join(lines) + end)
        assert {record_id: line_of(path, "event", record_id) for record_id in expected} == expected
        assert {line_of(path, kind, record_id) for kind in ("quote", "actor") for record_id in expected} == {None}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('events = [{id = "a", title = "T"}]\n', 1),
        ('events = [\n  {id = "b"},\n  {id = "a"},\n]\n', 3),
        ('[[actors]]\nid = "a"\n[[events]]\nid = "a"\n', 3),
        ('\ufeff[[events]]\nid = "a"\n', 1),
        ('[[events]]\nid = "a-b"\n[[events]]\nnote = "a"\nid = "a"\n', 3),
        ('[[events]]\nnote = "a"\n', None),
        ("", None),
        ('# id = "a"\n', None),
    ],
)
def test_other_forms(text: str, line: int | None, tmp_path: Path) -> None:
    assert line_of(written(str(tmp_path), text), "event", "a") == line


def test_what_cannot_be_read_has_no_line(tmp_path: Path) -> None:
    assert line_of("-", "event", "a") is None
    assert line_of(str(tmp_path / "none.toml"), "event", "a") is None


def test_every_record_of_the_shipped_dataset_is_where_show_says(sahel: Sahel) -> None:
    folder = Path(__file__).parents[2] / "data"
    texts = {path.name: path.read_text(encoding="utf-8").split("\n") for path in folder.glob("*.toml")}
    dataset = read_dataset((str(folder),))
    ids = [
        f"{kind}:{each.id}"
        for kind in ("event", "quote", "figure", "actor", "place", "source")
        for each in getattr(dataset, f"{kind}s")[::40]
    ]
    for page in sahel("show", *ids, "--json").json():
        lines = texts[page["file"].removeprefix("shipped/")]
        assert lines[page["line"] - 1] == f"[[{page['kind']}s]]"
        assert f'id = "{page["id"]}"' in lines[page["line"] : page["line"] + 4]


def test_show_says_file_and_line(sahel: Sahel, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('# mine\n\n[[places]]\nid = "tera"\nname = "Tera"\nkind = "city"\n', encoding="utf-8")
    assert sahel("show", "tera", "-d", "mine.toml").stdout.endswith("file\tmine.toml\nline\t3\n")
    page = sahel("show", "tera", "-d", "-", "--json", stdin=path.read_bytes()).json()
    assert (page["file"], page["line"]) == ("-", None)
    assert "mine.toml" not in sahel("show", "tera", "-d", "mine.toml", "-f", "markdown").stdout
