"""Figures of small datasets: which go together, what one number alone says, and what of one name is told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal import Sahel, Terminal


def figures(*numbers: str, date: str = "2023-10-03") -> str:
    """Return a dataset with figures of one force on one date; each number is what its record says."""
    text = """
        [[sources]]
        id = "s"
        title = "T"
        publisher = "P"
        [[actors]]
        id = "france"
        name = "France"
        kind = "state"
        description = "A state."
        [[places]]
        id = "niger"
        name = "Niger"
        kind = "country"
    """
    for number, message in enumerate(numbers):
        text += f"""
            [[figures]]
            id = "f{number}"
            force = "france"
            place = "niger"
            date = "{date}"
            measure = "deployed"
            {message}
            sources = ["s"]
        """
    return text


def test_a_block_says_which_of_its_figures_go_together(sahel: Sahel, terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    numbers = ("low = 1500\nhigh = 1500", "low = 1_400\nhigh = 1400", "low = 1500", "low = 1500\nhigh = 1500")
    file.write_text(figures(*numbers))
    question = ("troops", "--differ", "-d", str(file))
    assert terminal(*question).text.splitlines()[:5] == [
        "Where figures differ                                                1 difference",
        "",
        "France · Niger · deployed                                             3 Oct 2023",
        "1,400 to 1,500 or more, in 4 figures",
        "  1,500 (2 figures) · at least 1,500 go together",
    ]
    message = "1,500 (2 figures) · at least 1,500 go together; 1,400 stands apart"
    assert terminal(*question).text.splitlines()[5] == f"  {message.partition('; ')[2]}"
    assert (
        sahel(*question).stdout.splitlines()[0].endswith(f"\tFrance\t1,400–1,500 or more\tdeployed\t\tNiger\t{message}")
    )
    (block,) = sahel(*question, "--json").json()
    assert block["groups"] == [
        {"low": 1400, "high": 1400, "figures": ["f1"]},
        {"low": 1500, "high": 1500, "figures": ["f0", "f2", "f3"]},
    ]
    assert sahel(*question, "--fields", "groups").stdout == "f1; f0, f2, f3\n"
    assert "Figures differ for 3 Oct 2023: add --differ" in terminal("troops", "-d", str(file)).text


def test_a_block_in_markdown_has_its_figures_and_their_sources(sahel: Sahel, tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text(figures("low = 1500\nhigh = 1500", "low = 1400\nhigh = 1400", "low = 1500"))
    assert sahel("troops", "--differ", "-d", str(file), "-f", "markdown", "--no-provenance").stdout.splitlines() == [
        "# Where figures differ",
        "",
        "## France · Niger · deployed, 3 Oct 2023",
        "",
        "1,400 to 1,500 or more, in 3 figures",
        "",
        "- 1,500 · at least 1,500 go together",
        "- 1,400 stands apart",
        "",
        "| Date | Force | Number | Measure | Counted | Place | Sources | Wording |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
        "| 3 Oct 2023 | France | 1,500 | deployed |  | Niger | P[^1] |  |",
        "| 3 Oct 2023 | France | 1,400 | deployed |  | Niger | P[^1] |  |",
        "| 3 Oct 2023 | France | at least 1,500 | deployed |  | Niger | P[^1] |  |",
        "",
        "[^1]: P, T",
    ]


def test_a_block_of_which_none_go_together(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    for numbers, message in (
        (("1", "2"), "1 to 2, in 2 figures"),
        (("1", "2", "4"), "1 to 4, in 3 figures that all differ"),
    ):
        file.write_text(figures(*(f"low = {number}\nhigh = {number}" for number in numbers)))
        lines = terminal("troops", "--differ", "-d", str(file)).text.splitlines()
        assert lines[3] == message
        assert lines[4].split()[:4] == ["3", "Oct", "2023", "1"]


def test_what_meets_does_not_differ(sahel: Sahel, terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text(figures("low = 1000", "low = 1016\nhigh = 1016", "high = 1016"))
    assert sahel("troops", "--differ", "-d", str(file), "--json").json() == []
    assert "differ" not in terminal("troops", "-d", str(file)).text


def test_one_number_alone_is_said_in_rows_and_in_words(sahel: Sahel, terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text(figures("low = 5", "high = 7", 'low = 6\nqualifier = "about"', 'low = 9\nqualifier = "at-least"'))
    rows = sahel("troops", "-d", str(file), "--json").json()
    assert [row["qualifier"] for row in rows] == ["at-least", "at-most", "about", "at-least"]
    lines = sahel("troops", "-d", str(file)).stdout.splitlines()
    assert [line.split("\t")[2] for line in lines] == ["at least 5", "up to 7", "at least about 6", "at least 9"]
    shown = terminal("show", "f0", "-d", str(file)).text
    assert "at least 5 deployed\n" in shown
    assert "\nqualifier          at least\n" in shown


def test_at_least_beside_both_numbers_is_left_out_and_counted(sahel: Sahel, tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text(figures("low = 5", 'low = 9\nhigh = 9\nqualifier = "at-least"'))
    answer = sahel("troops", "-d", str(file), "--fields", "id")
    assert (answer.code, answer.stdout) == (0, "f0\n")
    assert answer.stderr.startswith("1 record was left out")
    checked = sahel("check", str(file))
    assert checked.code == 1
    assert 'a.toml:33:13: error: "qualifier" says "at-least" beside "high" [qualifier]\n' in checked.stdout
    assert 'hint: at least is "low" alone: write low = 9, without "high"\n' in checked.stdout


NAMESAKES = """
[[sources]]
id = "s"
title = "T"
publisher = "P"
[[actors]]
id = "congo-brazzaville"
name = "Congo"
kind = "state"
description = "A state."
[[actors]]
id = "congo-kinshasa"
name = "Congo"
kind = "state"
description = "Another."
[[places]]
id = "camp-north"
name = "Camp"
kind = "base"
[[places]]
id = "camp-south"
name = "Camp"
kind = "base"
"""


def namesake(name: str, date: str, number: int) -> str:
    force, place = ("congo-brazzaville", "camp-north") if name[0] == "a" else ("congo-kinshasa", "camp-south")
    return (
        f'[[figures]]\nid = "{name}"\nforce = "{force}"\nplace = "{place}"\ndate = "{date}"\nmeasure = "deployed"\n'
        f'low = {number}\nhigh = {number}\nsources = ["s"]\n'
    )


@pytest.mark.parametrize("options", [(), ("--latest",), ("--differ",), ("--chart",)], ids=" ".join)
def test_blocks_go_by_ids_and_namesakes_are_told_apart(
    terminal: Terminal, tmp_path: Path, options: tuple[str, ...]
) -> None:
    file = tmp_path / "a.toml"
    each = (namesake(f"{force}{number}", "2023-01-01", number) for force in "ab" for number in (1, 2, 3))
    file.write_text(NAMESAKES + "".join(each))
    text = terminal("troops", "-d", str(file), *options).text
    first, second = (
        text.find(f"Congo ({force}) · Camp ({camp})")
        for force, camp in (
            ("congo-brazzaville", "camp-north"),
            ("congo-kinshasa", "camp-south"),
        )
    )
    assert 0 <= first < second
    assert text.count("Congo") == 2


def test_a_name_that_is_the_only_one_stands_alone(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text(NAMESAKES + namesake("a", "2023-01-01", 1))
    assert "\nCongo · Camp\n" in terminal("troops", "-d", str(file)).text


def test_a_page_tells_namesakes_apart(sahel: Sahel, tmp_path: Path) -> None:
    file, page = tmp_path / "a.toml", tmp_path / "a.html"
    each = (namesake(f"{force}{day}", f"2023-01-0{day}", day) for force in "ab" for day in (1, 2, 3))
    file.write_text(NAMESAKES + "".join(each))
    assert sahel("export", "html", "-d", str(file), "-o", str(page)).code == 0
    for title in ("Congo (congo-brazzaville) · Camp (camp-north)", "Congo (congo-kinshasa) · Camp (camp-south)"):
        assert f">{title}</h3>" in page.read_text()


def test_a_table_in_markdown_tells_namesakes_apart(sahel: Sahel, tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text(NAMESAKES + namesake("a", "2023-01-01", 1) + namesake("b", "2023-01-01", 2))
    table = sahel("troops", "-d", str(file), "--format", "markdown").stdout
    assert "| Congo (congo-brazzaville) | 1 | deployed |  | Camp (camp-north) |" in table
    assert "| Congo (congo-kinshasa) | 2 | deployed |  | Camp (camp-south) |" in table


def test_a_block_says_where_a_figure_has_no_end(sahel: Sahel, terminal: Terminal, tmp_path: Path) -> None:
    """“400 to 1,500” would say that nobody speaks of more."""
    file = tmp_path / "a.toml"
    at_least = namesake("a1", "2023-01-01", 1_500).replace("high = 1500\n", "")
    up_to = namesake("a3", "2023-01-01", 300).replace("low = 300\n", "")
    file.write_text(NAMESAKES + at_least + namesake("a2", "2023-01-01", 400))
    assert "\n400 to 1,500 or more, in 2 figures\n" in terminal("troops", "-d", str(file), "--differ").text
    assert "\t400–1,500 or more\t" in sahel("troops", "-d", str(file), "--differ").stdout
    file.write_text(NAMESAKES + up_to + namesake("a2", "2023-01-01", 400))
    assert (
        "\n300 or fewer to 400, in 2 figures\n" in sahel("troops", "-d", str(file), "--differ", "-f", "markdown").stdout
    )
