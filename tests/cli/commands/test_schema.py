"""`sahel schema`: what the schema of the files refuses the reader refuses, and each row is as its schema says."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sahelcli.dataset.reader import read_file
from sahelcli.diagnostics.finding import Diagnostic, Severity
from sahelcli.formats.findings import FindingRow
from sahelcli.json_contract import ROWS, ReferredBy
from sahelcli.model.dataset_json_schema import dataset_schema
from sahelcli.model.kinds import KINDS
from sahelcli.rules import RULES
from sahelcli.rules.reader_codes import READING
from tests.terminal import Sahel

ROOT = Path(__file__).parents[3]
FOLDERS = ("data", "tests/data/valid", "tests/data/invalid", "src/sahelcli/rules/examples")
FILES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.toml"))
EVERY_KEY = tomllib.loads((ROOT / "tests/data/valid/every-key.toml").read_text("utf-8"))


@cache
def validator() -> Draft202012Validator:
    Draft202012Validator.check_schema(dataset_schema())
    return Draft202012Validator(dataset_schema())


def as_json(value: Any) -> Any:
    """Return a TOML document as an editor hands it to a validator: its days and times are texts."""
    match value:
        case dict():
            return {key: as_json(inner) for key, inner in value.items()}
        case list():
            return [as_json(inner) for inner in value]
        case datetime.date() | datetime.time():
            return value.isoformat()
        case _:
            return value


def errors(data: bytes) -> list[Diagnostic]:
    """Return what the reader finds wrong with one file by itself."""
    return [finding for finding in read_file("-", data).diagnostics if finding.severity is Severity.ERROR]


TAPLO = shutil.which("taplo", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))


def taplo(folder: Path) -> tuple[int, str]:
    """Return the exit code of the checker that editors use, run in a folder, and what it says of its files."""
    done = subprocess.run([f"{TAPLO}", "lint"], cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


@pytest.mark.skipif(TAPLO is None, reason="there is no taplo")
@pytest.mark.parametrize("which", ["init", "shipped"])
def test_an_editor_finds_no_fault_with_a_sound_dataset(sahel: Sahel, tmp_path: Path, which: str) -> None:
    sahel("init", "set")
    if which == "shipped":
        for path in sorted((ROOT / "data").glob("*.toml")):
            (tmp_path / "set" / path.name).write_text(
                f"#:schema ./dataset.schema.json\n{path.read_text('utf-8')}", "utf-8"
            )
    code, message = taplo(tmp_path / "set")
    assert (code, re.findall("^error.*", message, re.MULTILINE)) == (0, [])
    assert "found files total=7" in message


@pytest.mark.skipif(TAPLO is None, reason="there is no taplo")
@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("^date = .*", 'date = "24 September 2023"', '"24 September 2023" is not valid'),
        ("^title =", "titel =", "'titel' was unexpected"),
        ("^actors = .*", 'actors = "niger"', '"niger" is not of type "array"'),
        (r"^\[\[events\]\]", "[[event]]", "'event' was unexpected"),
    ],
)
def test_an_editor_finds_mistakes(sahel: Sahel, tmp_path: Path, before: str, after: str, message: str) -> None:
    sahel("init", "set")
    file = tmp_path / "set" / "events.toml"
    text, changed = re.subn(before, after, file.read_text("utf-8"), count=1, flags=re.MULTILINE)
    assert changed
    file.write_text(text, "utf-8")
    code, result = taplo(tmp_path / "set")
    assert code == 1
    assert message in result


def test_the_schema_is_printed(sahel: Sahel) -> None:
    assert sahel("schema").json() == dataset_schema()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_the_schema_refuses_the_reader_refuses(path: Path) -> None:
    data = path.read_bytes()
    try:
        document = tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        assert errors(data)  # no TOML at all: nothing for a schema to see
        return
    if not validator().is_valid(as_json(document)):
        assert errors(data)
    if path.parent.name in ("valid", "data") or path.name == "good.toml":
        assert validator().is_valid(as_json(document))
        assert not errors(data)


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=8) | st.sampled_from(
    [
        "",
        " ",
        "\u00a0",
        "2023-02-29",
        "2023-13",
        "2023-09~",
        "2023/2022",
        "NE",
        "fr",
        "person",
        "killed",
        "a" * 101,
        "x_",
    ]
)
NUMBERS = st.integers(-(2**70), 2**70) | st.integers(-200, 200) | st.floats() | st.booleans()
DAYS = st.dates() | st.datetimes() | st.times()
VALUES = st.recursive(
    TEXTS | NUMBERS | DAYS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=4,
)
KEYS = sorted(
    {name for kind in KINDS for name in kind.model.model_fields} | {"since", "until", "of", "x_a", "tags", "events"}
)


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """A document with every key, in which up to three things are taken out, put in or changed."""
    document = deepcopy(EVERY_KEY)
    for _ in range(draw(st.integers(1, 3))):
        table = draw(st.sampled_from(list(_tables(document))))
        key = draw(st.sampled_from([*table, *KEYS]) | TEXTS)
        if draw(st.booleans()):
            table[key] = draw(VALUES)
        else:
            table.pop(key, None)
    return document


def _tables(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _tables(inner)


@given(documents())
def test_schema_and_reader_agree_as_far_as_a_schema_can_see(document: dict[str, Any]) -> None:
    findings = errors(tomli_w.dumps(document).encode())
    assert {error.code for error in findings} <= set(READING)
    if not validator().is_valid(as_json(document)):
        assert findings
    else:
        assert [error for error in findings if not _is_beyond_a_schema(error)] == []


def _is_beyond_a_schema(error: Diagnostic) -> bool:
    """Whether two values are compared, or one is of a type that JSON lacks: a day is text there, 1.0 an integer."""
    compared = ("is more than", "before it begins")
    not_in_json = ("must be a whole number", "must be text, not a date", "must be text, not a clock time")
    return any(words in error.message for words in (*compared, *not_in_json))


ASKED = {
    "event": ("timeline",),
    "quote": ("quote",),
    "figure": ("troops",),
    "actor": ("actor",),
    "source": ("source",),
    "difference": ("troops", "--differ"),
    "hit": ("search", "niger"),
    "count": ("stats", "--by", "actor"),
    "finding": ("check", "--archive", "--only", "unarchived-source"),
}


def exactly(schema: dict[str, Any]) -> Draft202012Validator:
    """Return a validator that also refuses the keys that the schema does not name."""
    Draft202012Validator.check_schema(schema)
    definitions = {name: message | {"additionalProperties": False} for name, message in schema["$defs"].items()}
    return Draft202012Validator(schema | {"$defs": definitions})


@pytest.mark.parametrize("kind", ASKED)
def test_each_row_of_the_shipped_dataset_is_as_its_schema_says(sahel: Sahel, kind: str) -> None:
    rows = sahel(*ASKED[kind], "--json").json()
    schema = exactly(sahel("schema", "--output", kind).json())
    assert rows
    for row in rows:
        schema.validate(row)


@pytest.mark.parametrize(("kind", "command"), [("profile", "actor"), ("source-page", "source")])
def test_each_page_is_as_its_schema_says(sahel: Sahel, kind: str, command: str) -> None:
    schema = exactly(sahel("schema", "--output", kind).json())
    for row in sahel(command, "--json").json()[::40]:
        schema.validate(sahel(command, row["id"], "--json").json())


def test_a_record_in_full_is_as_the_schema_of_a_page_says(sahel: Sahel) -> None:
    schema = Draft202012Validator(sahel("schema", "--output", "page").json())
    place = exactly(sahel("schema", "--output", "place").json())
    question = [
        (kind, row["id"]) for kind in list(ASKED)[:5] for row in sahel(*ASKED[kind], "--limit", "3", "--json").json()
    ]
    for kind, record_id in [*question, ("place", "niger"), ("place", "agadez")]:
        page = sahel("show", f"{kind}:{record_id}", "--json").json()
        schema.validate(page)
        if kind == "place":
            place.validate({key: value for key, value in page.items() if key not in ReferredBy.__annotations__})
        page.pop("referred_by")
        assert not schema.is_valid(page)


def test_every_kind_of_row_has_a_schema_that_names_its_keys(sahel: Sahel) -> None:
    for kind, row in (ROWS | {"finding": FindingRow}).items():
        schema = sahel("schema", "--output", kind).json()
        named = {key for text in schema["$defs"].values() for key in text["properties"]}
        assert set(row.__annotations__) <= named


def test_an_allowance_is_offered_to_editors(sahel: Sahel) -> None:
    assert "x_allow" in sahel("schema").json()["$defs"]["quote"]["properties"]
    assert any(rule.code == "allowance" for rule in RULES)


def test_a_kind_that_there_is_not(sahel: Sahel) -> None:
    result = sahel("schema", "--output", "events")
    assert (result.code, result.stdout) == (2, "")
    assert result.stderr.startswith(
        'error: unknown value "events" for --output\nhint: did you mean "event"? one of event, quote, figure'
    )
