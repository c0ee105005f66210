"""Plain text: one record a line, a tab between the columns, nothing cut, the id last."""

from __future__ import annotations

import pytest
from hypothesis import given

from sahelcli.formats import Format
from tests.formats.rows import (
    ANY_TEXT,
    HOSTILE,
    OF_EACH_KIND,
    event,
    figure,
    printed,
    profile,
    quote,
    report,
    shipped_quotes,
    source,
)


def test_a_timeline() -> None:
    rows = [
        event(),
        event(id="b", date="../2023-12", certain=False, sources=[source(publisher="A"), source(publisher="B")]),
    ]
    assert printed(Format.TABLE, report("event", *rows)) == (
        "2023-09-24\tMacron announces French military withdrawal from Niger\tThe Times\tNiger\tEmmanuel Macron\t"
        "\t2023-09-24-withdrawal\n"
        "../2023-12\tMacron announces French military withdrawal from Niger\tA, B\tNiger\tEmmanuel Macron\t≈\tb\n"
    )


def test_a_figure_has_its_word_its_wording_and_who_says_so() -> None:
    row = figure(qualifier="about", wording="quelque 1.500", counts="special forces", attributed_to="the army")
    assert printed(Format.TABLE, report("figure", row)) == (
        "2023-09-24\tFrance\tabout 1,500\tdeployed\tspecial forces\tNiger\tthe army, via The Times\tquelque 1.500\t"
        "\tfrench-troops-2023\n"
    )


def test_every_shipped_quotation_stands_verbatim_in_its_line() -> None:
    rows = shipped_quotes()
    lines = printed(Format.TABLE, report("quote", *rows)).split("\n")
    assert len(rows) > 400
    for row, line in zip(rows, lines[:-1], strict=True):
        words = line.split("\t")[2]
        assert words == row["text"] if row["reported"] else row["text"] in words


@pytest.mark.parametrize("kind", OF_EACH_KIND)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_stays_in_its_cell(kind: str, name: str) -> None:
    text = HOSTILE[name]
    row = {
        key: text if isinstance(value, str) and "date" not in key else value
        for key, value in OF_EACH_KIND[kind].items()
    }
    plain = printed(Format.TABLE, report(kind, row)).split("\n")
    calm = printed(Format.TABLE, report(kind, OF_EACH_KIND[kind])).split("\n")
    assert [line.count("\t") for line in plain] == [line.count("\t") for line in calm]
    assert not set("\x1b\x9b\r\u202e\u2066\u200b\x07") & set("".join(plain))


@given(ANY_TEXT)
def test_a_record_is_a_line_whatever_it_holds(text: str) -> None:
    document = printed(Format.TABLE, report("quote", quote(text=text, venue=text)))
    assert len(document.splitlines()) == 1
    assert document.count("\t") == 8


def test_sources_follow_as_lines_that_begin_with_a_tab() -> None:
    rows = [event(sources=[source(), source(publisher="AFP", url=None, published=None)])]
    assert printed(Format.TABLE, report("event", *rows), sources=True).split("\n")[1:] == [
        "\tThe Times\t2023-09-25\thttps://example.org/a",
        "\tAFP\t\t",
        "",
    ]


def test_a_profile_is_followed_by_what_names_it() -> None:
    lines = printed(Format.TABLE, report("profile", profile(), single=True)).split("\n")[:-1]
    assert [line.split("\t")[0] for line in lines] == ["profile", "event", "quote", "figure"]
    assert lines[0] == "profile\tEmmanuel Macron\tperson\tFR\tPresident of France.\temmanuel-macron"


def test_fields_choose_the_cells() -> None:
    assert printed(Format.TABLE, report("event", event()), fields=("id", "places")) == "2023-09-24-withdrawal\tniger\n"


def test_color_weighs_the_cells() -> None:
    (line, _) = printed(Format.TABLE, report("event", event(title="T")), color=True).split("\n")
    assert line.startswith("2023-09-24\t\x1b[1mT\x1b[0m\t\x1b[2mThe Times\x1b[0m\tNiger")
