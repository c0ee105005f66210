"""`sahel import csv` on what cells hold: dates in parts, names of months, numbers as people write them, addresses."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from tests.terminal import Result, Sahel

EVENT = ("--map", "date=d", "--map", "title=t", "--set", "sources=s")


def csv(sahel: Sahel, table: str, *args: str) -> Result:
    """Import a table from standard input."""
    return sahel("import", "csv", "-", "--allow-unknown", *args, stdin=table.encode())


def records(result: Result, table: str = "events") -> list[dict[str, Any]]:
    """Return the records of a table that were written."""
    results: list[dict[str, Any]] = tomllib.loads(result.stdout).get(table, [])
    return results


TIMELINE = """\
Year,Month,Day,Time,End Year,End Month,End Day,Headline,Type
,,,,,,,My timeline,title
1815,12,10,,1852,11,27,A. Person,
2023,9,,,,,,A month,
2023,,,,,,,A year,
"""
PARTS = ("--map", "date=Year,Month,Day", "--map", "date.end=End Year,End Month,End Day", "--map", "title=Headline")


def test_a_date_stands_in_several_columns_and_so_does_its_end(sahel: Sahel) -> None:
    result = csv(sahel, TIMELINE, *PARTS, "--set", "sources=x")
    assert [event["date"] for event in records(result)] == ["1815-12-10/1852-11-27", "2023-09", "2023"]
    assert (result.code, '-:2: error: an event needs "date" [missing-key]\n' in result.stderr) == (1, True)


def test_repeated_columns_of_a_date_are_its_parts_and_a_zero_is_unknown(sahel: Sahel) -> None:
    table = "id,y,m,day,t\na,2023,9,24,x\nb,2023.0,9.0,0,y\nc,2023,0,0,z\nd,2023,Sept.,,w\n"
    maps = ("--map", "id=id", "--map", "date=y", "--map", "date=m", "--map", "date=day", "--map", "title=t")
    result = csv(sahel, table, *maps, "--set", "sources=s")
    assert (result.code, [event["date"] for event in records(result)]) == (
        0,
        ["2023-09-24", "2023-09", "2023", "2023-09"],
    )


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ("2023,,24", 'date: day "24" without a month'),
        (",9,24", 'date: month "9" without a year'),
        ("24,9,2023", 'date: the year "24" has two digits'),
        ("2023,13,1", 'date: "2023-13-01": there is no month 13'),
        ("2023,2,30", 'date: "2023-02-30": February 2023 has 28 days'),
        ("2023,xyz,1", 'date: "xyz" is no month'),
        ("2023,9,2023-09-26", 'date: "2023-09-26" is no day'),
        ("2023-09-24,2023-09-26,", 'date: "2023-09-24" is no year'),
        ("2023-09-24 10:00,,", 'date "2023-09-24 10:00" has a clock time'),
    ],
)
def test_parts_that_are_none_are_refused_with_their_line(sahel: Sahel, cells: str, message: str) -> None:
    result = csv(sahel, f"y,m,d,t\n{cells},x\n2023,1,1,y\n", "--map", "date=y,m,d", *EVENT[2:])
    assert (result.code, [event["title"] for event in records(result)]) == (1, ["y"])
    assert f"-:2: error: {message}" in result.stderr


def test_years_of_two_digits_in_a_column_need_their_century(sahel: Sahel) -> None:
    result = csv(sahel, "y,m,t\n41,12,x\n", "--map", "date=y,m", *EVENT[2:], "--century", "19")
    assert [event["date"] for event in records(result)] == ["1941-12"]


def test_a_beginning_and_an_end_are_one_interval(sahel: Sahel) -> None:
    table = "a,b,t\n2023-09-24,2023-09-26,x\n2023-09-24,,y\n2023-09-24,2023-09-24,z\n..,2023,v\n,2023,w\n"
    table += "2023-09-26,2023-09-24,u\n2022/2023,2024,q\n"
    result = csv(sahel, table, "--map", "date=a", "--map", "date.end=b", *EVENT[2:])
    assert [event["date"] for event in records(result)] == [
        "2023-09-24/2023-09-26",
        "2023-09-24",
        "2023-09-24",
        "../2023",
    ]
    assert '-:6: error: date ends on "2023" and has no beginning [date]\n' in result.stderr
    assert '-:7: error: date "2023-09-26/2023-09-24": ' in result.stderr
    assert (
        '-:8: error: date "2022/2023" with the end "2024": an interval has one beginning and one end' in result.stderr
    )


@pytest.mark.parametrize(
    ("language", "date", "form", "expected"),
    [
        ("fr", "24 septembre 2023", "%d %B %Y", "2023-09-24"),
        ("fr", "1er août 2023", "d MMMM yyyy", "2023-08-01"),
        ("fr", "1 AOUT 2023", "%d %B %Y", "2023-08-01"),
        ("fr", "3 févr. 2023", "%d %b %Y", "2023-02-03"),
        ("fr", "dimanche 24 sept. 2023", "%A %d %b %Y", "2023-09-24"),
        ("es", "24 de septiembre de 2023", "%d de %B de %Y", "2023-09-24"),
        ("pt-BR", "24 de março de 2023", "%d de %B de %Y", "2023-03-24"),
        ("ar", "24 سبتمبر 2023", "%d %B %Y", "2023-09-24"),
        ("ru", "24 сентября 2023", "%d %B %Y", "2023-09-24"),
        ("de", "24. März 2023", "%d. %B %Y", "2023-03-24"),
    ],
)
def test_months_have_their_names_in_a_language(
    sahel: Sahel, language: str, date: str, form: str, expected: str
) -> None:
    result = csv(sahel, f"d;t\n{date};x\n", *EVENT, "--date-format", form, "--language", language)
    assert (result.code, [event["date"] for event in records(result)]) == (0, [expected])


def test_a_table_in_two_languages_names_both(sahel: Sahel) -> None:
    table = "d;t\n24 septembre 2023;x\n24 September 2023;y\n1er mars 2023;z\n"
    args = ("--date-format", "%d %B %Y", "--language", "fr", "--language", "en")
    result = csv(sahel, table, *EVENT, *args)
    assert [event["date"] for event in records(result)] == ["2023-09-24", "2023-09-24", "2023-03-01"]


def test_a_month_in_a_column_has_its_name_in_a_language(sahel: Sahel) -> None:
    result = csv(sahel, "y,m,t\n2023,août,x\n", "--map", "date=y,m", *EVENT[2:], "--language", "fr")
    assert [event["date"] for event in records(result)] == ["2023-08"]


@pytest.mark.parametrize(
    ("date", "options"),
    [
        ("24 septembre 2023", "--date-format '%d %B %Y' --language fr"),
        ("1er août 2023", "--date-format '%d %B %Y' --language fr"),
        ("24 de septiembre de 2023", "--date-format '%d de %B de %Y' --language es"),
    ],
)
def test_a_hint_names_the_language_of_a_month(sahel: Sahel, date: str, options: str) -> None:
    assert f"hint: say how dates are written: {options}\n" in csv(sahel, f"d;t\n{date};x\n", *EVENT).stderr
    other = csv(sahel, f"d;t\n{date};x\n", *EVENT, "--date-format", "%d %B %Y")
    assert (other.code, f"{options}; a --date-format for each form" in other.stderr) == (1, True)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--language", "xx", "--date-format", "%d %B %Y"), '--language "xx" is no language whose months are known'),
        (("--language", "", "--date-format", "%d %B %Y"), "--language"),
        (("--language", "fr"), "--language is for names of months, and no --date-format has them"),
        (("--thousands", "1"), '--thousands "1" is no sign between groups of three digits'),
        (("--thousands", ""), '--thousands "" is no sign between groups of three digits'),
    ],
)
def test_what_says_nothing_of_cells_is_wrong_use(sahel: Sahel, args: tuple[str, ...], message: str) -> None:
    result = csv(sahel, "d,t\n2023,x\n", *EVENT, *args)
    assert (result.code, result.stdout, f"error: {message}" in result.stderr) == (2, "", True)


FIGURE = ("--as", "figure", "--map", "date=d", "--map", "low=n", "--map", "high=n", "--map", "place=place")
FIGURES = (*FIGURE, "--set", "measure=deployed", "--set", "force=france", "--set", "sources=x")


@pytest.mark.parametrize(
    ("cell", "sign", "expected"),
    [
        ("1500", "", 1500),
        ("1500.0", "", 1500),
        ("1 500", "", 1500),
        ("1\u00a0500\u00a0000", "", 1500000),
        ("1\u202f500.0", "", 1500),
        ("1500.0", ",", 1500),
        ("1,500", ",", 1500),
        ("1,500.0", ",", 1500),
        ("12,500,000", ",", 12500000),
        ("1.500", ".", 1500),
        ("1'500", "'", 1500),
        ("1’500", "’", 1500),
        ("007", "", 7),
    ],
)
def test_numbers_are_read_as_people_write_them(sahel: Sahel, cell: str, sign: str, expected: int) -> None:
    table = f"d;n;place\n2023-01-01;{cell};niger\n"
    result = csv(sahel, table, *FIGURES, "--separator", ";", *(("--thousands", sign) if sign else ()))
    assert (result.code, records(result, "figures")[0]["low"]) == (0, expected)


@pytest.mark.parametrize(
    ("cell", "sign", "hint"),
    [
        ("1,500", "", "hint: --thousands , if that is 1500\n"),
        ("1.500", "", "hint: --thousands . if that is 1500\n"),
        ("1.000", "", "hint: --thousands . if that is 1000\n"),
        ("1.500", ",", "hint: --thousands . if that is 1500\n"),
        ("1500.0", ".", ""),
        ("1,50", ",", ""),
        ("1,5000", ",", ""),
        ("0,500", ",", ""),
        ("1 500 00", "", ""),
        ("1 500,000", ",", ""),
        ("1500.5", "", ""),
        ("-3", "", ""),
        ("1e5", "", ""),
        ("12345678901234567890", "", ""),
    ],
)
def test_numbers_that_may_be_others_are_refused_once_a_cell(sahel: Sahel, cell: str, sign: str, hint: str) -> None:
    table = f"d;n;place\n2023-01-01;{cell};niger\n"
    result = csv(sahel, table, *FIGURES, "--separator", ";", *(("--thousands", sign) if sign else ()))
    assert (result.code, records(result, "figures")) == (1, [])
    assert result.stderr.count("must be a whole number") == 1
    assert f'-:2: error: "low" must be a whole number in digits, not "{cell}" [number]\n{hint}' in result.stderr
    assert ("hint: --thousands" in result.stderr) == bool(hint)


def test_a_table_of_troops_is_read_with_what_its_refused_rows_name(sahel: Sahel) -> None:
    table = 'd,n,place\n2023-01-01,"1,500",niger\n2023-01-07,1500.0,niger\n2023-01-10,NA,niger\n'
    result = csv(sahel, table, *FIGURES, "--thousands", ",")
    assert [(figure["low"], figure["high"]) for figure in records(result, "figures")] == [(1500, 1500), (1500, 1500)]
    assert (result.code, '-:4: error: "low" must be a whole number in digits, not "NA"' in result.stderr) == (1, True)


LINKS = ("--map", "date=d", "--map", "title=t", "--set", "source.publisher=P", "--set", "source.title=T")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("https://a.example/1; https://b.example/2", ["https://a.example/1", "https://b.example/2"]),
        ("https://a.example/1\nhttps://b.example/2", ["https://a.example/1", "https://b.example/2"]),
        ("https://a.example/1;HTTP://b.example/2 ; ", ["https://a.example/1", "HTTP://b.example/2"]),
        ("https://a.example/1 https://a.example/1", ["https://a.example/1"]),
        ("https://a.example/x;id=1?u=https://b.example", ["https://a.example/x;id=1?u=https://b.example"]),
    ],
)
def test_each_address_in_a_cell_is_a_source(sahel: Sahel, cell: str, expected: list[str]) -> None:
    result = csv(sahel, f'd,t,u\n2023-01-01,First,"{cell}"\n', *LINKS, "--map", "source.url=u")
    assert [source["url"] for source in records(result, "sources")] == expected
    assert records(result)[0]["sources"] == [source["id"] for source in records(result, "sources")]
    assert (result.code, "warning" in result.stderr) == (0, False)


def test_each_column_of_addresses_is_a_source(sahel: Sahel) -> None:
    table = (
        "d,t,link-1,link-2,p1,p2\n2023,x,https://a.example/1,https://b.example/2,A,B\n2024,y,,https://b.example/2,,B\n"
    )
    maps = ("--map", "source.url=link-1", "--map", "source.url=link-2", "--map", "source.publisher=p1,p2")
    result = csv(sahel, table, *LINKS[:4], *LINKS[6:], *maps)
    sources = {source["id"]: (source["url"], source["publisher"]) for source in records(result, "sources")}
    assert [[sources[one] for one in event["sources"]] for event in records(result)] == [
        [("https://a.example/1", "A"), ("https://b.example/2", "B")],
        [("https://b.example/2", "B")],
    ]


def test_a_row_without_any_link_has_no_source(sahel: Sahel) -> None:
    result = csv(sahel, "d,t,a,b\n2023,x,,\n", *LINKS, "--map", "source.url=a,b")
    assert (result.code, '-:2: error: an event needs "sources" [missing-key]' in result.stderr) == (1, True)


def test_an_address_that_leads_nowhere_is_warned_of_with_its_line(sahel: Sahel) -> None:
    result = csv(sahel, "d,t,u\n2023,x,www.a.example; www.b.example\n", *LINKS, "--map", "source.url=u")
    message = '-:2: warning: url: "www.a.example; www.b.example" is not an address of the web [web-address]\n'
    assert (result.code, message in result.stderr) == (0, True)


def test_a_list_over_several_columns_is_one_list(sahel: Sahel) -> None:
    table = 'd,t,a,b,"x, y"\n2023,v,mali; niger,,Tchad\n'
    result = csv(sahel, table, *EVENT, "--map", 'places=a,b,"x, y"')
    assert records(result)[0]["places"] == ["mali", "niger", "tchad"]


def test_the_number_of_a_day_is_refused_and_read_where_that_is_said(sahel: Sahel) -> None:
    table = "d,t\n45193,x\n45194.0,y\n2023-09-26,z\n"
    refused = csv(sahel, table, *EVENT)
    assert (refused.code, [event["date"] for event in records(refused)]) == (1, ["2023-09-26"])
    assert (
        "hint: that may be the number of a day in a spreadsheet: --date-format day-number reads it as 2023-09-24, "
        "--date-format day-number-1904 reads it as 2027-09-25\n"
    ) in refused.stderr
    read = csv(sahel, table, *EVENT, "--date-format", "day-number")
    assert (read.code, [event["date"] for event in records(read)]) == (0, ["2023-09-24", "2023-09-25", "2023-09-26"])
    later = csv(sahel, table, *EVENT, "--date-format", "day-number-1904")
    assert records(later)[0]["date"] == "2027-09-25"


@pytest.mark.parametrize("cell", ["45193.5", "60", "0", "-45193", "4519300"])
def test_other_numbers_are_no_days(sahel: Sahel, cell: str) -> None:
    result = csv(sahel, f"d,t\n{cell},x\n", *EVENT, "--date-format", "day-number")
    assert (result.code, records(result)) == (1, [])


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (
            '[{"date": "2023-01-01", "title": "x"}]',
            "error: - is JSON, not a table as text\nhint: `sahel import json`",
        ),
        ('\n { "date" : "2023"}\n{"date": "2024"}\n', "error: - is JSON, not a table as text\n"),
        (
            "PAR1\x15\x04\x15\x00\x15",
            "error: - is a Parquet file, not a table as text\nhint: `sahel import parquet` reads it",
        ),
        ("1,x\n", 'error: -:1: no column "d", "t"\nhint: its first row is'),
    ],
)
def test_what_is_no_table_is_told_what_it_is(sahel: Sahel, table: str, message: str) -> None:
    result = csv(sahel, table, *EVENT)
    assert (result.code != 0, message in result.stderr) == (True, True)


def test_numbers_in_place_of_names_are_told_of(sahel: Sahel) -> None:
    result = csv(sahel, "2023,x\n", "--map", "date=1", "--map", "title=2", "--set", "sources=s")
    assert (result.code, "hint: --header-row none calls its columns 1 to 2; its first row is" in result.stderr) == (
        2,
        True,
    )
