"""The schema of the files says what the reader says, as far as a schema can; the date pattern sees what dates are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from sahelcli.dates import edtf
from sahelcli.model import base
from sahelcli.model.dataset import DatasetInfo
from sahelcli.model.dataset_json_schema import DATE_PATTERN, dataset_schema
from sahelcli.model.key_meanings import key
from sahelcli.model.kinds import KINDS, Role

if TYPE_CHECKING:
    from pydantic import BaseModel

PATTERN = re.compile(DATE_PATTERN)
YEARS = st.from_regex(r"-?[0-9X]{4}", fullmatch=True) | st.sampled_from(
    ["2000", "1900", "2024", "2023", "0000", "-0000", "-0004", "-0400", "-0100", "000X", "-000X", "-00XX", "0004"]
)
PARTS = st.from_regex(r"[0-9X]{2}", fullmatch=True) | st.sampled_from(
    ["02", "04", "12", "13", "28", "29", "30", "31", "XX"]
)
POINTS = st.builds(
    lambda year, parts, sign: "-".join((year, *parts)) + sign,
    YEARS,
    st.lists(PARTS, max_size=2),
    st.sampled_from(["", "?", "~", "%"]),
)
ENDS = POINTS | st.sampled_from(["", ".."])


def is_date(text: str) -> bool:
    try:
        edtf.parse(text)
    except edtf.DateError:
        return False
    return True


@given(POINTS | st.text("0123456789-X~/.", max_size=12))
def test_a_date_is_what_the_pattern_matches(text: str) -> None:
    assert bool(PATTERN.fullmatch(text)) is is_date(text) or "/" in text


@given(ENDS, ENDS)
def test_of_an_interval_only_the_order_of_its_ends_is_not_seen(start: str, end: str) -> None:
    text = f"{start}/{end}"
    each_is_a_date = all(part in ("", "..") or is_date(part) for part in (start, end))
    both_are_open = {start, end} <= {"", ".."}
    assert bool(PATTERN.fullmatch(text)) is (each_is_a_date and not both_are_open)


def test_every_key_has_its_meaning_and_nothing_else_has_one() -> None:
    tables: list[tuple[str, type[BaseModel]]] = [(kind.name, kind.model) for kind in KINDS]
    tables += [("role", Role), ("dataset", DatasetInfo)]
    for name, model in tables:
        for field in model.model_fields:
            assert key(name, field).meaning[-1] in ".:"


def test_each_example_of_a_key_is_what_the_model_takes() -> None:
    definitions = dataset_schema()["$defs"]
    for kind in KINDS:
        keys: dict[str, dict[str, Any]] = definitions[kind.name]["properties"]
        values = {name: message.get("examples") or message.get("enum") or [] for name, message in keys.items()}
        record = {name: examples[0] for name, examples in values.items() if examples}
        for name, examples in values.items():
            for example in examples:
                without = {"at-least": "high", "at-most": "low"}.get(str(example))
                kind.model.model_validate(
                    {key: value for key, value in record.items() if key != without} | {name: example}
                )


def test_the_schema_knows_all_whitespace_that_makes_a_text_blank() -> None:
    pattern = re.compile(dataset_schema()["$defs"]["source"]["properties"]["publisher"]["pattern"])
    text = next(kind for kind in KINDS if kind.name == "source").model
    record: dict[str, Any] = {"id": "s", "title": "t"}
    for code in (*range(0x3100), 0xFEFF, 0x1F600):
        if code not in range(0xD800, 0xE000):
            is_text = bool(pattern.search(chr(code)))
            assert is_text is _is_valid(text, record | {"publisher": chr(code)}), hex(code)


def _is_valid(model: type[BaseModel], record: dict[str, Any]) -> bool:
    try:
        model.model_validate(record)
    except ValueError:
        return False
    return True


def test_ids_are_of_one_form_everywhere() -> None:
    properties = dataset_schema()["$defs"]["event"]["properties"]
    slug = {"type": "string", "pattern": base.SLUG_PATTERN, "maxLength": base.LONGEST_ID}
    assert slug.items() <= properties["id"].items()
    assert properties["actors"]["items"] == properties["sources"]["items"] == slug
