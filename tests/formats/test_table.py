"""What a terminal shows: the words of every row, at every width, in straight columns."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from sahelcli.formats import Format, Screen
from sahelcli.formats.table import PAINTERS
from sahelcli.formats.table.generic_table import fitted
from sahelcli.json_contract import ROWS
from tests.formats.rows import (
    ANY_TEXT,
    HOSTILE,
    OF_EACH_KIND,
    actor,
    event,
    figure,
    listed_source,
    painted,
    place,
    printed,
    profile,
    quote,
    report,
    role,
    shipped_quotes,
    source,
)

WIDTHS = [20, 40, 60, 80, 100, 140, 200, 100_000]


def joined(lines: list[str]) -> str:
    """Return the text as the eye reads it: line ends and margins are single spaces."""
    return " ".join(line.strip(" ") for line in lines)


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_a_timeline() -> None:
    cnn = source(publisher="Zambian Observer", agency="CNN", reworded=True)
    rows = [
        event(id="a", date="2023-09", date_start="2023-09-01", certain=False, title="US reported to weigh leaving"),
        event(id="b", sources=[cnn, source(), source(publisher="Dakaractu"), source(publisher="MENAFN")]),
        event(id="c", date="2024-01-04", date_start="2024-01-04", title="Next year", attributed_to="the army"),
    ]
    assert painted(report("event", *rows, title="Timeline · Niger", noun="event")) == [
        "Timeline · Niger                                                        3 events",
        "",
        "2023",
        "≈ Sep     US reported to weigh leaving               The Times",
        "  24 Sep  Macron announces French military           The Times, Dakaractu\u00a0+2",
        "          withdrawal from Niger",
        "",
        "2024",
        "   4 Jan  Next year                                  the army, via The Times",
    ]


def test_a_narrow_timeline_says_who_says_so_below() -> None:
    assert painted(report("event", event()), 60) == [
        "2023",
        "  24 Sep  Macron announces French military withdrawal from",
        "          Niger",
        "          The Times",
    ]
    assert painted(report("event", event(certain=False)), 30) == [
        "2023",
        "≈ 24 Sep",
        "    Macron announces French",
        "    military withdrawal from",
        "    Niger",
        "    The Times",
    ]


def test_a_wide_timeline_has_places_and_actors() -> None:
    actors = [{"id": name, "name": name} for name in "ABCDE"]
    (_, line) = painted(report("event", event(title="T", actors=actors)), 140)
    assert re.split(" {2,}", line.strip()) == ["24 Sep", "T", "Niger", "A, B, C\u00a0+2", "The Times"]


def test_a_date_with_an_open_beginning_stands_under_no_year() -> None:
    row = event(date="../2023-12-31", date_start=None, title="T")
    assert painted(report("event", row, event(title="U"))) == [
        "  by 31 Dec 2023  T                                     The Times",
        "",
        "2023",
        "  24 Sep          U                                     The Times",
    ]


def test_the_title_line_says_how_many_of_how_many() -> None:
    (line, *_) = painted(report("event", event(), title="Timeline", noun="event", total=1112, shown=1))
    assert line == f"Timeline{'1 of 1,112 events':>72}"
    assert painted(report("event", title="Timeline", noun="event"))[0].endswith("0 events")
    assert painted(report("event", event(), title="Timeline", total=None))[0] == "Timeline"


def test_hints_close_the_page() -> None:
    assert painted(report("event", event(), hints=("Figures differ: sahel troops --differ",)))[-2:] == [
        "",
        "Figures differ: sahel troops --differ",
    ]


def test_what_turns_in_one_line_of_a_cell_turns_no_other_column() -> None:
    long = f"سلام \u2067{'سلام ' * 12}\u2069"
    assert "\ufffd" in "".join(painted(report("event", event(title=long))))
    assert "\u2067" not in "".join(painted(report("event", event(title=long))))
    assert "\u2067سلام\u2069" in "".join(painted(report("event", event(title="سلام \u2067سلام\u2069"))))


def test_quotations_of_one_utterance() -> None:
    xinhua = source(publisher="Le Courrier du Vietnam", agency="Xinhua")
    seed = source(publisher="Zambian Observer", agency="CNN", reworded=True, published="2023-09-26")
    rows = [
        quote(
            id="seed",
            text="We are stopping our military cooperation",
            language="en",
            translated=True,
            reworded=True,
            reported=True,
            utterance="u",
            sources=[seed],
        ),
        quote(id="own", text="Nous mettons fin à notre coopération", utterance="u", sources=[xinhua]),
    ]
    assert painted(report("quote", *rows)) == [
        "Emmanuel Macron                                                24 September 2023",
        "President of France · TF1",
        "",
        "  “Nous mettons fin à notre coopération”",
        "",
        "  French · Le Courrier du Vietnam (Xinhua), 25 Sep 2023",
        "  own",
        "",
        "  1 more rendering",
        "",
        "  We are stopping our military cooperation",
        "  English, translated · reported speech · reworded by Zambian Observer (from",
        "  CNN), 26 Sep 2023",
        "  seed",
    ]


def test_a_quotation_without_role_or_venue_and_with_a_label() -> None:
    lines = painted(report("quote", quote(roles=[], venue=None, speaker_label="an adviser", certain=False)), 40)
    assert lines[:3] == ["Emmanuel Macron      ≈ 24 September 2023", "an adviser", ""]
    assert painted(report("quote", quote(roles=[], venue=None)))[1] == ""


@pytest.mark.parametrize("width", WIDTHS)
def test_every_shipped_quotation_stands_verbatim(width: int) -> None:
    rows = shipped_quotes()
    page = joined(painted(report("quote", *rows), width))
    assert len(rows) > 400
    for row in rows:
        assert row["text"] in page
        if row["reported"]:
            assert f"“{row['text']}" not in page


def test_figures() -> None:
    rows = [
        figure(qualifier="about", wording="Some 1,500 French troops", sources=[source(agency="AFP")]),
        figure(low=1000, counts="special forces", attributed_to="the army", certain=False, wording=None),
        figure(force=None, counts="all personnel", place={"id": "mali", "name": "Mali", "country": "ML"}),
    ]
    assert painted(report("figure", *rows)) == [
        "France · Niger",
        "  24 Sep 2023      some 1,500  deployed  The Times (AFP)",
        "                                         “Some 1,500 French troops”",
        "≈ 24 Sep 2023     1,000–1,500  deployed  the army, via The Times",
        "               special forces",
        "",
        "all personnel · Mali",
        "  24 Sep 2023  1,500  deployed  The Times",
        "                                “1,500 French soldiers”",
    ]


def test_wide_and_narrow_figures() -> None:
    row = figure(attributed_to="the army")
    (_, line) = painted(report("figure", row), 130)
    assert re.split(" {2,}", line.strip())[-2:] == ["the army, via The Times", "“1,500 French soldiers”"]
    assert painted(report("figure", row), 60)[1:] == [
        "  24 Sep 2023  1,500  deployed",
        "    the army, via The Times",
        "    “1,500 French soldiers”",
    ]
    assert painted(report("figure", row), 24)[1:4] == ["  24 Sep 2023", "    1,500 deployed", "    the army, via The"]


def test_a_profile() -> None:
    events = [event(id=str(number), title=f"Event {number}") for number in range(12)]
    commands = {"events": "sahel timeline --actor emmanuel-macron"}
    row = profile(events=events, figures=[], aliases=["Macron", "President Macron"]) | {"commands": commands}
    assert painted(report("profile", row, single=True)) == [
        "Emmanuel Macron                                                  person · France",
        "also Macron, President Macron",
        "",
        "President of France.",
        "",
        "President of France                                            since 14 May 2017",
        "",
        "12 events, 24 Sep 2023 · 1 quotation · 0 figures · 1 source",
        "",
        "Events, newest first",
        "",
        "2023",
        *(f"  24 Sep  Event {number}                                    The Times" for number in range(8)),
        "",
        "4 more: sahel timeline --actor emmanuel-macron",
        "",
        "Quotations",
        "",
        "Emmanuel Macron                                                24 September 2023",
        "President of France · TF1",
        "",
        "  “nous mettons fin à notre coopération militaire avec le Niger”",
        "",
        "  French · The Times, 25 Sep 2023",
        "  2023-09-24-macron",
    ]


def test_one_more_than_fits_is_shown_rather_than_counted() -> None:
    lines = painted(report("profile", profile(events=[event()] * 9, quotes=[], figures=[], roles=[], aliases=[])))
    assert sum("Macron announces" in line for line in lines) == 9
    assert not [line for line in lines if "more:" in line]


def test_actors_sources_and_places() -> None:
    assert painted(report("actor", actor())) == [
        "Emmanuel Macron  President of France.                            person · France"
    ]
    assert painted(report("actor", actor(country=None)), 50) == ["Emmanuel Macron · person", "  President of France."]
    assert painted(report("source", listed_source())) == [
        "25 Sep 2023     The Times            France to leave Niger",
        "  times-2023",
    ]
    assert painted(report("source", listed_source(published=None)), 50) == [
        "The Times · no date",
        "  France to leave Niger",
        "  times-2023",
    ]
    assert painted(report("place", place())) == [
        "name    type  country  part of  id",
        "Niamey  city  NE       Niger    niamey",
    ]


def test_chosen_fields_stand_in_a_grid_or_in_lists() -> None:
    row = event(title="A title that is long", tags=["a", "b"])
    style: dict[str, Any] = {"fields": ("id", "tags", "title")}
    assert printed(Format.TABLE, report("event", row), screen=Screen(52), **style).split("\n") == [
        "id                     tags  title",
        "2023-09-24-withdrawal  a; b  A title that is long",
        "",
    ]
    assert printed(Format.TABLE, report("event", row), screen=Screen(36), **style).split("\n")[1:3] == [
        "2023-09-24-wit  a; b  A title that",
        "hdrawal               is long",
    ]
    assert printed(Format.TABLE, report("event", row), screen=Screen(20), **style).split("\n") == [
        "id:",
        "2023-09-24-withdrawa",
        "l",
        "tags: a; b",
        "title: A title that",
        "is long",
        "",
        "",
    ]


@given(st.lists(st.integers(0, 300), min_size=1, max_size=8), st.integers(20, 200))
def test_columns_that_fit(natural: list[int], width: int) -> None:
    widths = fitted(natural, width)
    if widths is not None:
        assert sum(widths) + 2 * (len(widths) - 1) <= width
        assert all(cells <= wanted for cells, wanted in zip(widths, natural, strict=True))


@pytest.mark.parametrize("kind", OF_EACH_KIND)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_terminal(kind: str, width: int) -> None:
    lines = painted(report(kind, OF_EACH_KIND[kind], title="What was asked · a place", noun=kind), width)
    words = {word for line in lines for word in line.split() if cell_len(word) > width - 6}
    assert [line for line in lines if cell_len(line) > width and not words & set(line.split())] == []


@pytest.mark.parametrize("width", WIDTHS)
@given(text=ANY_TEXT)
def test_no_word_of_a_title_is_lost(width: int, text: str) -> None:
    shown = joined(painted(report("event", event(title=text, sources=[])), width)).replace(" ", "")
    assert "".join(words_of(text)) in "".join(words_of(shown))


@pytest.mark.parametrize("kind", OF_EACH_KIND)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_harmless(kind: str, name: str) -> None:
    text = HOSTILE[name]
    row = {
        key: text if isinstance(value, str) and "date" not in key else value
        for key, value in OF_EACH_KIND[kind].items()
    }
    page = "\n".join(painted(report(kind, row | {"published": None} if kind == "source" else row, title=text)))
    assert not set("\x1b\x9b\r\u202e\u2066\u200b\x07\u2028\x85\t") & set(page)


def test_markup_and_emoji_codes_are_words() -> None:
    text = "[bold]x[/bold] [sic] [/b] :warning: http://a.example 1,500"
    assert f"“{text}”" in joined(painted(report("quote", quote(text=text))))


@pytest.mark.parametrize("width", [80, 140])
def test_wide_and_combining_signs_keep_columns_straight(width: int) -> None:
    titles = ["中文字符" * 12, "e\u0301a\u0308" * 40, "plain words " * 10]
    lines = painted(report("event", *(event(title=title) for title in titles)), width)
    edges = {cell_len(line[: line.index("The Times")]) for line in lines if "The Times" in line}
    assert len(edges) == 1


def test_ascii_terminals_get_stand_ins_before_the_columns_are_set() -> None:
    rows = [event(title="Goïta says “no”…", certain=False), event(title="Goita")]
    lines = painted(report("event", *rows), encoding="ascii")
    assert lines[1].startswith('~ 24 Sep  Go?ta says "no"...  ')
    assert {line.index("The Times") for line in lines[1:]} == {53}


def test_styles_weigh_and_links_lead_to_the_web() -> None:
    page = "\n".join(painted(report("event", event(title="T")), styles=True, links=True))
    assert "\x1b[1mT\x1b[0m" in page
    assert "\x1b]8;;https://example.org/a\x1b\\\x1b[2mThe Times\x1b[0m\x1b]8;;\x1b\\" in page
    assert "\x1b" not in "\n".join(painted(report("event", event(title="T")), links=True))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a.example/\x1b\\evil", "ftp://a.example", None])
def test_nothing_else_becomes_a_link(url: str | None) -> None:
    assert "\x1b]8" not in "\n".join(
        painted(report("event", event(sources=[source(url=url)])), styles=True, links=True)
    )


@pytest.mark.parametrize("kind", ["event", "quote", "figure", "actor"])
@pytest.mark.parametrize("width", [30, 80, 140])
def test_sources_stand_below_each_row_with_their_whole_address(kind: str, width: int) -> None:
    address = "https://example.org/" + "a" * 200
    lines = painted(report(kind, OF_EACH_KIND[kind] | {"sources": [source(url=address)]}), width, sources=True)
    assert address in [line.strip() for line in lines]
    assert "The Times, 25 Sep 2023" in joined(lines)


def test_a_listed_source_shows_its_address_too() -> None:
    assert painted(report("source", listed_source()), sources=True)[-2:] == ["  https://example.org/a", "  times-2023"]


def test_the_same_answer_has_the_same_bytes() -> None:
    pages = {tuple(painted(report("profile", profile()), styles=True, links=True)) for _ in range(3)}
    assert len(pages) == 1


def test_long_lists_come_in_pieces() -> None:
    rows = [event(id=str(number), title=f"Event {number}") for number in range(250)]
    lines = painted(report("event", *rows))
    assert [line.split("  ")[2].strip() for line in lines[1:]] == [f"Event {number}" for number in range(250)]


def test_a_role_without_dates_and_a_long_one() -> None:
    roles = [role(since=None), role(title="Commissioner for many things and for some more of them", since="2001")]
    lines = painted(report("profile", profile(roles=roles)), 60)
    assert lines[5:8] == [
        "President of France",
        "Commissioner for many things and for some more    since 2001",
        "of them, France",
    ]


def test_painters_are_of_kinds_there_are() -> None:
    assert set(PAINTERS) <= set(ROWS)
