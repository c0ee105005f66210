"""The keywords that type checkers know are the options of the commands, and their types what the options take."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import Any, get_type_hints

import pytest

from sahelcli.cli.commands import COMMANDS
from sahelcli.library import Dataset, keyword_types
from sahelcli.library.option_values import words_of
from tests.library.questions import ASKING

TYPES: dict[str, set[Any]] = {
    "bool": {bool},
    "list": {keyword_types.Names},
    "text": {keyword_types.Day, keyword_types.Number, str, str | None},
}


def options_of(command: str) -> dict[str, Any]:
    """Return the keywords of a method that stand for options, with their types."""
    parameters = inspect.signature(getattr(Dataset, command)).parameters.values()
    named = {each.name: bool for each in parameters if each.kind is each.KEYWORD_ONLY}
    (group,) = (each.annotation for each in parameters if each.kind is each.VAR_KEYWORD)
    name = group.removeprefix("Unpack[keyword_types.").removesuffix("]")
    return named | get_type_hints(getattr(keyword_types, name))


@pytest.mark.parametrize("command", ASKING)
def test_each_option_is_a_keyword(command: str) -> None:
    known = words_of(next(each for each in COMMANDS if each.name == command).load())
    keywords_ = options_of(command)
    assert set(keywords_) == set(known)
    for word, parameter in known.items():
        kind = "bool" if parameter.value is None else "list" if parameter.repeatable else "text"
        assert keywords_[word] in TYPES[kind], word


def test_names_are_texts() -> None:
    assert keyword_types.Names == str | Iterable[str] | None
