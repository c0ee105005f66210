"""Rows have types: a misspelt key of a row is an error of mypy, as no module takes a row for any dictionary."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_type_hints

import pytest

from sahelcli import json_contract, row_types

SOURCES = Path(__file__).parents[1] / "src" / "sahelcli"
ROOMS = ("phrases", "formats", "charts", "exporters", "answers", "citations", "comparison", "verify")
UNTYPED = ("dict[str, Any]", "Mapping[str, Any]", "Mapping[str, object]", "AnyRow")
ANY_KEYS = {
    "formats/cells.py": "a cell is made of the value of any key",
    "formats/plain.py": "the columns of a kind, or the fields asked for",
    "formats/plain_columns.py": "a column of a key as it stands",
    "formats/table/generic_table.py": "the columns of a kind, or the fields asked for",
    "formats/table/page_layout.py": "the id and the sources of a row of whatever kind",
    "formats/markdown/tables.py": "the fields asked for",
    "phrases/__init__.py": "what a row of whatever kind may have",
    "exporters/html/answer.py": "an answer of whatever kind",
    "exporters/parquet.py": "the columns of a kind",
    "exporters/sqlite/__init__.py": "the columns of a table",
}
"""The modules with functions whose keys are chosen when the program runs, and which."""
FOREIGN = ("Feature", "Item", "Slide", "Node", "Fields")  # objects of other forms, and values of the user's own keys


def modules(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (SOURCES / room).rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(SOURCES).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def parameters(tree: ast.Module) -> Iterator[ast.arg]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield from (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)


def is_data(node: ast.AST) -> bool:
    """Whether this is the dictionary of a row: `row.data()`."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "data"


def test_no_function_takes_a_row_for_any_dictionary() -> None:
    untyped = {
        name_of(path)
        for path in modules(*ROOMS)
        for each in parameters(tree_of(path))
        if each.annotation and any(text in ast.unparse(each.annotation) for text in UNTYPED)
    }
    assert untyped <= ANY_KEYS.keys()


def test_each_exception_is_one() -> None:
    texts = {name: (SOURCES / name).read_text(encoding="utf-8") for name in ANY_KEYS}
    assert [name for name, text in texts.items() if not any(untyped in text for untyped in UNTYPED)] == []


def test_no_name_stands_for_any_dictionary() -> None:
    aliases = {
        ast.unparse(node.targets[0])
        for path in modules(*ROOMS)
        for node in tree_of(path).body
        if isinstance(node, ast.Assign) and ast.unparse(node.value) in UNTYPED
    }
    assert aliases == {*FOREIGN}


def test_what_is_read_of_a_row_gets_its_type_at_once() -> None:
    """`Row.data()` is Any: it is given to a name with a type, or to a function, and no key is looked up before."""
    result = [
        f"{name_of(path)}: {ast.unparse(node)}"
        for path in modules(*ROOMS, "cli")
        for node in ast.walk(tree_of(path))
        if looks_up_untyped(node) or is_untyped_name(node)
    ]
    assert result == []


def looks_up_untyped(node: ast.AST) -> bool:
    """Whether a key is looked up in what has no type yet: `row.data()["id"]`."""
    return isinstance(node, ast.Subscript) and is_data(node.value)


def is_untyped_name(node: ast.AST) -> bool:
    """Whether a name is given to what has no type yet: `data = row.data()`, `rows = [row.data() for …]`."""
    if not isinstance(node, ast.Assign):
        return False
    value = node.value.elt if isinstance(node.value, ast.ListComp | ast.GeneratorExp) else node.value
    return is_data(value) and isinstance(node.targets[0], ast.Name)


@pytest.mark.parametrize(
    ("text", "is_caught"),
    [
        ('row.data()["id"]', True),
        ("data = row.data()", True),
        ("rows = [row.data() for row in answer]", True),
        ("data: EventRow = row.data()", False),
        ("label(row.data())", False),
    ],
)
def test_what_is_looked_for_is_found(text: str, is_caught: bool) -> None:
    nodes = list(ast.walk(ast.parse(text)))
    assert any(looks_up_untyped(node) or is_untyped_name(node) for node in nodes) == is_caught


@pytest.mark.parametrize(
    ("view", "row"),
    [
        (row_types.EventPage, json_contract.EventRow),
        (row_types.QuotePage, json_contract.QuoteRow),
        (row_types.FigurePage, json_contract.FigureRow),
        (row_types.ActorPage, json_contract.ActorRow),
        (row_types.PlacePage, json_contract.PlaceRow),
        (row_types.SourceRecordPage, json_contract.SourceRow),
    ],
)
def test_a_page_has_all_keys_of_its_record_and_of_what_the_contract_adds(view: type, row: type) -> None:
    keys = {*get_type_hints(row), *get_type_hints(json_contract.ReferredBy)}
    assert {*get_type_hints(view)} == keys | {"others"}
