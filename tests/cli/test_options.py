"""From the text of an option to its value, or to a sentence that says what is wrong with it."""

from __future__ import annotations

import pytest

from sahelcli.cli.options import OutputOptions, kinds
from sahelcli.errors import UsageError
from sahelcli.formats import Format
from sahelcli.option_values import choice, number, period
from sahelcli.output.output_options import chosen_fields, chosen_format


@pytest.mark.parametrize(
    ("text", "fault", "hint"),
    [
        ("-1", "must be 0 or more", "in digits: --limit 20"),
        *(
            (text, "must be a whole number", "in digits: --limit 20")
            for text in ("", " ", "1.5", "1e3", "²", "１", "x")
        ),
        *((text, "must be a whole number", "write 1500") for text in ("1,500", "1.500", "1 500", "1'500")),
        ("1,500,000", "must be a whole number", "write 1500000"),
        ("9" * 16, "must have at most 15 digits", "in digits: --limit 20"),
    ],
)
def test_what_is_no_whole_number(text: str, fault: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        number("--limit", text)
    assert (caught.value.message, caught.value.hint) == (f'--limit {fault}, not "{text}"', hint)


def test_numbers_and_days() -> None:
    assert (number("--limit", None), number("--limit", "0"), number("--limit", "020")) == (None, 0, 20)
    assert period("--on", None) is None
    window = period("--on", "2023-09")
    assert window
    assert window.text == "2023-09"


@pytest.mark.parametrize("text", ["", "2023-13", "24/09/2023", "September", "2023-09~", "2023-Q5", "２０２３"])
def test_what_names_no_days(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        period("--since", text)
    assert caught.value.message.startswith(f'--since "{text}": ')
    assert (caught.value.hint is None) == ("write 2023-09-24" in caught.value.message)


def test_choices_are_spelt_out() -> None:
    assert choice("--color", "never", ("auto", "never")) == "never"
    with pytest.raises(UsageError) as caught:
        choice("--color", "pink", ("auto", "never"))
    assert (caught.value.message, caught.value.hint) == ('unknown value "pink" for --color', "one of auto, never")


def test_kinds_stand_in_their_own_order() -> None:
    assert kinds((), ("event", "quote")) == ("event", "quote")
    assert kinds(("quote", "event", "quote"), ("event", "quote", "figure")) == ("event", "quote")


def test_json_and_another_format_exclude_each_other() -> None:
    assert chosen_format(OutputOptions(json=True)) is Format.JSON
    assert chosen_format(OutputOptions(json=True, format="json")) is Format.JSON
    assert chosen_format(OutputOptions()) is Format.TABLE
    with pytest.raises(UsageError, match="--json and --format csv exclude each other"):
        chosen_format(OutputOptions(json=True, format="csv"))


def test_fields_are_separated_by_commas() -> None:
    assert chosen_fields("event", OutputOptions(fields=("id, date", "title"))) == ("id", "date", "title")
