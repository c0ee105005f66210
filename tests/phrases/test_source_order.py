"""In which order people read sources, on every surface, and that rows keep the order of the file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.dates.edtf import parse
from sahelcli.json_contract import Citation
from sahelcli.phrases import in_order, who_says
from tests.formats.rows import event, source
from tests.terminal import Sahel, Terminal

IN_ORDER = ["Early", "Late", "Undated", "Second copy", "First copy"]
DATA = """
[[sources]]
id = "first-copy"
title = "T"
publisher = "First copy"
reworded = true

[[sources]]
id = "undated"
title = "T"
publisher = "Undated"

[[sources]]
id = "second-copy"
title = "T"
publisher = "Second copy"
published = "2023-01"
reworded = true

[[sources]]
id = "late"
title = "T"
publisher = "Late"
published = "2023-09-25"

[[sources]]
id = "early"
title = "T"
publisher = "Early"
published = "2023-09-24"

[[actors]]
id = "a"
name = "A"
kind = "person"
description = "One."

[[places]]
id = "p"
name = "P"
kind = "city"
latitude = 1.0
longitude = 1.0

[[events]]
id = "e"
date = "2023-09-24"
title = "Word of it"
places = ["p"]
sources = ["first-copy", "undated", "second-copy", "late", "early"]

[[quotes]]
id = "q"
date = "2023-09-24"
speaker = "a"
text = "Word"
language = "en"
event = "e"
sources = ["first-copy", "undated", "second-copy", "late", "early"]

[[figures]]
id = "f"
date = "2023-09-24"
place = "p"
force = "a"
measure = "deployed"
low = 5
high = 5
sources = ["first-copy", "undated", "second-copy", "late", "early"]
"""


@pytest.fixture
def data(tmp_path: Path) -> str:
    (tmp_path / "five.toml").write_text(DATA, "utf-8")
    return str(tmp_path / "five.toml")


def named(text: str) -> list[str]:
    """Return the publishers in the order in which the text names each first."""
    return list(dict.fromkeys(re.findall("|".join(IN_ORDER), text)))


@pytest.mark.parametrize(
    "command", ["timeline", "quote", "troops", "show e", "show quote:q", "actor a", "timeline --sources"]
)
def test_on_a_terminal(terminal: Terminal, data: str, command: str) -> None:
    seen = named(terminal(*command.split(), "-d", data, columns=140).text)
    assert seen == IN_ORDER[: len(seen)]
    assert len(seen) >= 2


@pytest.mark.parametrize("form", ["table", "markdown"])
@pytest.mark.parametrize("command", ["timeline", "quote", "troops", "actor a", "timeline --sources", "search word"])
def test_in_text(sahel: Sahel, data: str, command: str, form: str) -> None:
    assert named(sahel(*command.split(), "-d", data, "-f", form).stdout) == IN_ORDER


@pytest.mark.parametrize("form", ["html", "ics", "timelinejs", "geojson"])
def test_in_documents(sahel: Sahel, data: str, form: str) -> None:
    output = sahel("export", form, "-d", data).stdout.replace("\r\n ", "")
    assert named(output) == IN_ORDER


def test_rows_keep_the_order_of_the_file(sahel: Sahel, data: str) -> None:
    in_file = ["first-copy", "undated", "second-copy", "late", "early"]
    (row,) = sahel("timeline", "-d", data, "--json").json()
    assert [cited["id"] for cited in row["sources"]] == in_file
    assert "; ".join(in_file) in sahel("timeline", "-d", data, "-f", "csv").stdout


SOURCES = st.lists(
    st.builds(
        lambda number, name, published, reworded: source(
            id=str(number), publisher=name, published=published, reworded=reworded
        ),
        st.integers(0, 99),
        st.text("abc", min_size=1, max_size=2),
        st.sampled_from([None, "2023", "2023-09", "2023-09-24", "2023-09~"]),
        st.booleans(),
    ),
    max_size=6,
    unique_by=lambda cited: cited["id"],
)


@given(SOURCES)
def test_originals_then_dated_then_earlier(sources: list[Citation]) -> None:
    places = {id(cited): place for place, cited in enumerate(sources)}
    ranks = [(*rank(cited), places[id(cited)]) for cited in in_order(sources)]
    assert ranks == sorted(ranks)
    assert len(ranks) == len(sources)
    assert in_order([*sources, *sources]) == in_order(sources)


def rank(cited: Citation) -> tuple[bool, bool, tuple[int, int]]:
    published = cited["published"]
    return cited["reworded"], published is None, parse(published).order if published else (0, 0)


@given(SOURCES, st.integers(1, 3))
def test_a_number_never_hides_the_only_original(sources: list[Citation], most: int) -> None:
    sources_text = who_says(event(sources=sources), most)
    assert all(source["reworded"] for source in sources) or "(reworded" not in sources_text.split(", ")[0]
