"""`sahel import csv` and the dates in people's tables: read as they are meant, or refused with the way out."""

from __future__ import annotations

import shlex
import tomllib

import pytest

from tests.terminal import Result, Sahel

MAPS = ("--map", "date=date", "--map", "title=title", "--set", "sources=s")


def imported(sahel: Sahel, rows: str, *args: str, maps: tuple[str, ...] = MAPS, header: str = "date;title") -> Result:
    """Import the rows of a table with the columns `date` and `title`."""
    return sahel(
        "import",
        "csv",
        "-",
        "--allow-unknown",
        "--separator",
        "semicolon",
        *maps,
        *args,
        stdin=f"{header}\n{rows}".encode(),
    )


def dates(result: Result) -> list[str]:
    """Return the dates of the events that were written."""
    return [event["date"] for event in tomllib.loads(result.stdout).get("events", [])]


def test_a_clock_time_is_refused_with_every_form_that_would_read_it(sahel: Sahel) -> None:
    rows = "2014-01-01T00:00:00Z;a\n2014-05-01T00:00:00Z;b\n2014-05-03T17:30:00Z;c\n-0044-03-15T00:00:00Z;d\n2015;e\n"
    result = imported(sahel, rows)
    assert (result.code, dates(result)) == (1, ["2015"])
    for line, date in enumerate(row.partition(";")[0] for row in rows.splitlines()[:4]):
        assert f'-:{line + 2}: error: date "{date}" has a clock time' in result.stderr
    day = "as a day, --date-format %Y-%m-%dT%H:%M:%SZ"
    month = "as a month, --date-format %Y-%m-01T00:00:00Z"
    year = "as a year, --date-format %Y-01-01T00:00:00Z"
    for ways in (f"{day}; {month}; {year}", f"{day}; {month}", day):
        assert f"hint: say what it stands for: {ways}\n" in result.stderr


@pytest.mark.parametrize(
    ("forms", "read"),
    [
        (("%Y-%m-%dT%H:%M:%SZ",), ["2014-01-01", "2014-05-01", "2014-05-03", "-0044-03-15"]),
        (("%Y-%m-01T00:00:00Z",), ["2014-01", "2014-05"]),
        (("%Y-01-01T00:00:00Z",), ["2014"]),
        (("%Y-%m-%dT%H:%M:%SZ", "%Y-01-01T00:00:00Z"), ["2014", "2014-05-01", "2014-05-03", "-0044-03-15"]),
        (("yyyy-MM-dd'T'HH:mm:ss'Z'",), ["2014-01-01", "2014-05-01", "2014-05-03", "-0044-03-15"]),
    ],
)
def test_a_clock_time_is_read_as_the_form_says_and_the_coarser_form_wins(
    sahel: Sahel, forms: tuple[str, ...], read: list[str]
) -> None:
    rows = "2014-01-01T00:00:00Z;a\n2014-05-01T00:00:00Z;b\n2014-05-03T00:00:00Z;c\n-0044-03-15T00:00:00Z;d\n"
    assert dates(imported(sahel, rows, *(word for form in forms for word in ("--date-format", form)))) == read


@pytest.mark.parametrize(
    "date",
    [
        "2023-09-24 17:30",
        "2023-09-24 00:00:00.000",
        "2023-09-24T00:00:00+02:00",
        "24/09/2023 00:00",
        "9/24/2023 12:00:00 AM",
        "2023/09/01, 10:00",
    ],
)
def test_the_form_that_a_hint_names_reads_the_date(sahel: Sahel, date: str) -> None:
    refused = imported(sahel, f"{date};a\n")
    assert refused.code == 1
    form = refused.stderr.partition("--date-format ")[2].partition(";")[0].partition("\n")[0].strip("'")
    again = imported(sahel, f"{date};a\n", "--date-format", form)
    assert (again.code, len(dates(again)[0])) == (0, len("2023-09-24"))


def test_the_day_on_which_a_page_was_looked_at_needs_no_form(sahel: Sahel) -> None:
    maps = ("--as", "source", "--map", "title=title", "--map", "accessed=date", "--set", "publisher=p")
    result = imported(sahel, "2024-01-15T14:33:12Z;a\n2024-01-16;b\n", maps=maps)
    assert result.code == 0
    assert [source["accessed"] for source in tomllib.loads(result.stdout)["sources"]] == ["2024-01-15", "2024-01-16"]
    assert imported(sahel, "2024-01-15T14:33:12Z;a\n", maps=(*maps, "--map", "published=date")).code == 1


def test_a_cell_in_edtf_needs_no_form(sahel: Sahel) -> None:
    rows = "24 September 2023;a\n2023-09~;b\n2023-07/2023-08;c\n2015?;d\n24.9.2023;e\n"
    result = imported(sahel, rows, "--date-format", "%d %B %Y")
    assert dates(result) == ["2023-09-24", "2023-09~", "2023-07/2023-08", "2015?"]
    assert '-:6: error: date "24.9.2023" is not written as --date-format says, nor is it EDTF [date]' in result.stderr


def test_a_cell_written_as_the_form_says_is_never_read_as_edtf(sahel: Sahel) -> None:
    result = imported(sahel, "2023-04-03;a\n2023-01-13;b\n", "--date-format", "%Y-%d-%m")
    assert (result.code, dates(result)) == (1, ["2023-03-04"])
    assert '-:3: error: date "2023-01-13": there is no month 13 [date]' in result.stderr


def test_years_of_two_digits_are_read_with_their_century_alone(sahel: Sahel) -> None:
    rows = "12/7/41;a\n6/6/44;b\n1945;c\n"
    refused = imported(sahel, rows, "--date-format", "%m/%d/%y")
    assert (refused.code, refused.stdout) == (2, "")
    assert (
        'error: --date-format "%m/%d/%y" has years of two digits, and nothing says of which century' in refused.stderr
    )
    assert "hint: --century 19 reads them as 1900 to 1999, --century 20 as 2000 to 2099\n" in refused.stderr
    read = imported(sahel, rows, "--date-format", "M/d/yy", "--century", "19")
    assert (read.code, dates(read)) == (0, ["1941-12-07", "1944-06-06", "1945"])
    assert "years of two digits are read as 1900 to 1999\n" in read.stderr


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--date-format", "%d/%m/%y", "--century", "1900"), "--century must be the first two digits of a year"),
        (("--date-format", "%d/%m/%y", "--century", ""), "--century must be the first two digits of a year"),
        (
            ("--date-format", "%d/%m/%Y", "--century", "19"),
            "--century is for years of two digits, and no --date-format",
        ),
    ],
)
def test_a_century_that_says_nothing_is_wrong_use(sahel: Sahel, args: tuple[str, ...], message: str) -> None:
    result = imported(sahel, "2023;a\n", *args)
    assert (result.code, result.stdout) == (2, "")
    assert message in result.stderr


@pytest.mark.parametrize(
    ("date", "ways"),
    [
        ("12/7/41", "--date-format %d/%m/%y --century 19 or 20, or --date-format %m/%d/%y --century 19 or 20"),
        ("21.03.2020", "--date-format %d.%m.%Y"),
        ("3/21/2020", "--date-format %m/%d/%Y"),
        ("11-Mar-15", "--date-format %d-%B-%y --century 19 or 20"),
        ("March 3rd, 2015", "--date-format '%B %d, %Y'"),
        ("3 March 2015", "--date-format '%d %B %Y'"),
        ("March 2015", "--date-format '%B %Y'"),
        ("3/2015", "--date-format %m/%Y"),
        ("2015/3/1", "--date-format %Y/%m/%d"),
    ],
)
def test_a_hint_names_the_forms_in_the_signs_of_the_table_and_they_read_it(sahel: Sahel, date: str, ways: str) -> None:
    assert f"hint: say how dates are written: {ways}\n" in imported(sahel, f"{date};a\n").stderr
    for way in ways.split(", or "):
        _option, form, *century = shlex.split(way.removesuffix(" or 20"))
        assert imported(sahel, f"{date};a\n", "--date-format", form, *century).code == 0
