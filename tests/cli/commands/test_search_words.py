"""Finding words, through `search` and `--text`: however they are written, and within one field."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.terminal import Sahel

SOURCE = """
[[sources]]
id = "s"
title = "The paper's report"
publisher = "Zambian Observer"
"""


@pytest.fixture
def titles(sahel: Sahel, tmp_path: Path) -> SearchedTitles:
    return SearchedTitles(sahel, tmp_path / "data.toml")


class SearchedTitles:
    """Writes events with one title each, the letters of the alphabet their ids, and says which are found."""

    def __init__(self, sahel: Sahel, file: Path) -> None:
        self._sahel = sahel
        self.file = file

    def among(self, *titles: str, more: str = "") -> SearchedTitles:
        """Let these be the titles."""
        events = [
            f'[[events]]\nid = "{chr(97 + number)}"\ndate = "2023"\ntitle = {json.dumps(title, ensure_ascii=False)}\n'
            'sources = ["s"]\n'
            for number, title in enumerate(titles)
        ]
        self.file.write_text("\n".join([SOURCE, *events, more]), encoding="utf-8")
        return self

    def text(self, *texts: str) -> str:
        """Return the ids of the events that `--text` finds."""
        options = [option for text in texts for option in ("--text", text)]
        return "".join(row["id"] for row in self._sahel("timeline", "-d", str(self.file), *options, "--json").json())

    def search(self, *words: str) -> str:
        """Return the ids that `search` finds, in the order of the alphabet."""
        rows = self._sahel("search", "-d", str(self.file), "--json", "--", *words).json()
        return "".join(sorted(row["id"] for row in rows))

    def marked(self, *words: str) -> list[str]:
        """Return what is marked in the finds of `search`."""
        rows = self._sahel("search", "-d", str(self.file), "--json", "--", *words).json()
        return [row["excerpt"][begin:end] for row in rows for begin, end in row["marks"]]


TITLES = ("N'Djamena airport talks, rendez-vous at dawn", "Ndjamena airport", "Rendezvous at n djamena", "Talks")


@pytest.mark.parametrize(
    ("phrase", "ids"),
    [
        ("ndjamena", "abc"),
        ("n djamena", "abc"),
        ("N’Djamena", "abc"),
        ("ndjamena airport", "ab"),
        ("n djamena airport", "ab"),
        ("N'Djamena airport", "ab"),
        ("Djamena airport talks", "a"),
        ("rendezvous at", "ac"),
        ("rendez vous at", "ac"),
        ("rendez-vous at dawn", "a"),
        ("talks rendezvous at dawn", "a"),
        ("vous at n'djamena", ""),
        ("dawn ndjamena", ""),
        ("ndjamena rendezvous", ""),
        ("airport rendezvous", ""),
        ("djamenaairport", ""),
    ],
)
def test_apostrophes_and_hyphens_join_or_split_alike(titles: SearchedTitles, phrase: str, ids: str) -> None:
    titles.among(*TITLES)
    assert titles.text(phrase) == ids
    assert titles.search(f'"{phrase}"') == ids


def test_words_stand_next_to_each_other_within_one_field(titles: SearchedTitles) -> None:
    actors = "".join(
        f'[[actors]]\nid = "{name[0].lower()}x"\nname = "{name}"\nkind = "person"\ndescription = "d"\n'
        for name in ("Bob Macron", "Niger land")
    )
    more = """
        [[events]]
        id = "z"
        date = "2023"
        title = "A title"
        summary = "That says it"
        note = "Remarks"
        tags = ["coup", "talks"]
        actors = ["bx", "nx"]
        sources = ["s"]
    """
    titles.among("First", more=actors + more)
    for phrase in ("bob macron", "niger land", "a title", "says it"):
        assert titles.text(phrase) == "z"
    for phrase in ("macron niger", "title that", "it bob", "coup talks", "land coup", "talks remarks"):
        assert titles.text(phrase) == ""
        assert titles.search(f'"{phrase}"') == ""


@pytest.mark.parametrize("options", ["1500", "1,500", "1 500", "1.500", "1'500", "1\u202f500", "1\u00a0500", "١٥٠٠"])
def test_a_number_is_found_however_it_is_grouped(titles: SearchedTitles, options: str) -> None:
    titles.among(
        "1500 men", "1,500 men", "1 500 men", "1.500 men", "1\u202f500 men", "١٥٠٠ men", "1 and 500", "1.5 500"
    )
    assert titles.text(options) == titles.search(options) == "abcdef"
    assert titles.text(f"{options} men") == "abcdef"
    assert titles.marked(options)[:3] == ["1500", "1,500", "1 500"]


def test_the_words_of_a_number_may_be_typed_apart(titles: SearchedTitles) -> None:
    assert titles.among("1,500 men", "1 and 500").search("1", "500") == "a"


@pytest.mark.parametrize(
    ("title", "options", "marked"),
    [
        ("Labarin ƙasar Nijar", "kasar", "ƙasar"),
        ("inji ɗan jarida Ɓoyayye", "dan jarida", "ɗan jarida"),
        ("Ɛrɛ Ɔbɔ", "ere obo", "Ɛrɛ Ɔbɔ"),
        ("محـــمد بازوم", "محمد", "محـــمد"),
        ("في المدينة الكبرى", "المدينه الكبري", "المدينة الكبرى"),
        ("法国从尼日尔撤军", "尼日尔", "尼日尔"),
        ("法国从尼日尔撤军", "法国*", "法国"),
        ("ニジェール軍", "ニジェール", "ニジェール"),
        ("ทหารฝรั่งเศสถอนตัว", "ฝรั่งเศส", "ฝรั่งเศส"),
    ],
)
def test_letters_of_other_keyboards_and_scripts_without_spaces(
    titles: SearchedTitles, title: str, options: str, marked: str
) -> None:
    titles.among(title, "Talks")
    assert titles.search(f'"{options}"' if " " in options else options) == "a"
    assert titles.marked(f'"{options}"' if " " in options else options) == [marked]
    if not options.endswith("*"):
        assert titles.text(options) == "a"
        assert titles.text(options[::-1]) == ""


def test_names_are_found_by_plain_letters(sahel: Sahel, tmp_path: Path) -> None:
    file = tmp_path / "data.toml"
    file.write_text('[[actors]]\nid = "x"\nname = "Ɗan Bello Ƙaura"\nkind = "person"\ndescription = "d"\n', "utf-8")
    for name in ("kaura", "dan bello", "DAN BELLO KAURA"):
        assert sahel("actor", name, "-d", str(file), "--json").json()["id"] == "x"


def test_a_star_after_other_signs_is_text(titles: SearchedTitles) -> None:
    titles.among("An attack", "AT&T left", "At the base", "Attempts in N'Djamena")
    assert titles.search("AT&T*") == "b"
    assert titles.search("att*") == "ad"
    assert titles.search("ndjam*") == titles.search("n'djam*") == "d"


@pytest.mark.parametrize("phrase", ['"men left"', "“men left”", "« men left »", "„men left“", '"men left'])
def test_quotation_marks_of_any_kind_keep_words_together(titles: SearchedTitles, phrase: str) -> None:
    titles.among("The men left", "Left men")
    assert titles.search(phrase) == ("ab" if phrase.count('"') == 1 else "a")


@pytest.mark.parametrize("args", [("search", "word " * 1001), ("timeline", "--text", "word " * 1001)])
def test_more_than_a_thousand_words_are_refused(sahel: Sahel, args: tuple[str, ...]) -> None:
    result = sahel(*args)
    assert (result.code, result.output) == (2, b"")
    assert "at most 1,000 words are looked for at once, and these are 1,001" in result.stderr


@pytest.mark.parametrize("text", [" ".join(f"w{n}" for n in range(1000)), "d'ivoire " * 400, "d ivoire " * 500])
def test_a_long_text_is_looked_for(titles: SearchedTitles, text: str) -> None:
    titles.among("Côte d'Ivoire", f"Before {text}"[:200])
    assert titles.text(text) == ""
    assert titles.search(f'"{text}"') == ""


def test_what_happened_and_was_said_comes_before_what_reports_it(sahel: Sahel) -> None:
    rows = sahel("search", "ambassador", "--json").json()
    ranks = [
        {"source": 1, "actor": 2, "place": 3}.get(row["of"], 0) for row in rows if row["field"] in ("title", "text")
    ]
    first = ranks[: ranks.index(1)]
    assert len(first) > 10
    assert set(first) == {0}
    assert rows == sahel("search", "ambassador", "--reverse", "--json").json()[::-1]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["ambasador"], 'no record has "ambasador": did you mean ambassador?'),
        (["ambasador", "itte"], 'no record has "ambasador": did you mean ambassador?'),
        (["Amaßador"], 'no record has "Amaßador": did you mean ambassador?'),
        (["zqitté"], 'no record has "zqitté"'),
        (["macorn"], 'no record has "macorn": did you mean macron?'),
        (["n'djamina"], 'no record has "djamina": did you mean djamena?'),
        (["zzqqzz*"], 'no record has "zzqqzz"'),
        (["尼日尔"], 'no record has "尼日尔"'),
        (['"ambassador moon"', "zq"], 'no record has "zq"'),
        (['"france withdraws the xylophone"'], 'no record has "xylophone"'),
        (['"withdraws france"'], 'no record has "withdraws france" in one field, its words next to each other'),
        (["fitzgibbon", "kandadji"], "each of these words is in some record, but no record has all of them"),
        (["macron", "--on", "1990"], "but in no record that is asked for"),
        (["septembre", "2023"], '"septembre 2023" is a date: --on 2023-09 asks for it'),
        (["24", "September", "1923"], '"24 September 1923" is a date: --on 1923-09-24 asks for it'),
        (["coup", "1987"], '"1987" may be a year: --on 1987 asks for it'),
        (["coup", "1987-02"], '"1987-02" is a date: --on 1987-02 asks for it'),
    ],
)
def test_a_search_that_finds_nothing_says_why(sahel: Sahel, options: list[str], message: str) -> None:
    result = sahel("search", *options, "--json")
    assert result.json() == []
    assert message in result.stderr
    assert "no finds match" in result.stderr
    assert sahel("search", *options, "--json", "-q").stderr == ""


def test_of_many_unknown_words_a_few_are_named(sahel: Sahel) -> None:
    words = [f"zqx{chr(97 + number // 26)}{chr(97 + number % 26)}vwj" for number in range(500)]
    assert len(sahel("search", *words, "--json").stderr.splitlines()) == 6


def test_a_list_that_words_leave_empty_says_why(sahel: Sahel) -> None:
    assert 'no record has "retreet": did you mean retreat' in sahel("timeline", "--text", "retreet").stderr
    message = sahel("timeline", "--text", "putschists", "--on", "1990").stderr
    assert re.search(r"these words stand in \d+ records, but in no event that is asked for", message)
    assert sahel("timeline", "--on", "1990", "--json").stderr.endswith("\nno events match\n")


def test_a_date_typed_as_words_points_to_the_option_even_where_the_words_are_found(sahel: Sahel) -> None:
    for question, day in (
        ("September 2023", "2023-09"),
        ("2023-09", "2023-09"),
        ("26 september 2023", "2023-09-26"),
    ):
        result = sahel("search", *question.split(), "--count")
        assert int(result.stdout)
        assert result.stderr == f'"{question}" is a date: --on {day} asks for it\n'
    for words in (["coup", "2023"], ["1500"], ["2000"]):
        assert sahel("search", *words, "--count").stderr == ""


SOURCES = """
[[sources]]
id = "seed"
title = "France to leave"
publisher = "Zambian Observer"

[[sources]]
id = "zambian-2"
title = "Mines"
publisher = "Zambian Observer"
agency = "CNN"

[[sources]]
id = "herald"
title = "The Zambians"
publisher = "Herald"
"""


@pytest.mark.parametrize(
    ("options", "result"),
    [
        ("seed", "seed"),
        ("see", "seed"),
        ("zambian france", "seed"),
        ("zambian-2", "zambian-2"),
        ("MINES", "zambian-2"),
        ("cnn", "zambian-2"),
        ("Zambians", "herald"),
    ],
)
def test_a_source_is_found_by_its_publisher_and_title_too(
    sahel: Sahel, tmp_path: Path, options: str, result: str
) -> None:
    (tmp_path / "data.toml").write_text(SOURCES, encoding="utf-8")
    assert sahel("source", options, "-d", "data.toml", "--json").json()["id"] == result


def test_several_sources_are_all_named(sahel: Sahel, tmp_path: Path) -> None:
    (tmp_path / "data.toml").write_text(SOURCES, encoding="utf-8")
    both = "name one of them: Zambian Observer (seed), Zambian Observer (zambian-2)"
    assert sahel("source", "zambian", "-d", "data.toml").stderr == f'error: 2 sources match "zambian"\nhint: {both}\n'
    assert "no source matches" in sahel("source", "!!", "-d", "data.toml").stderr
    assert "no source matches" in sahel("timeline", "--source", "observer", "-d", "data.toml").stderr
    many = sahel("source", "reuters").stderr
    assert re.search(r" and \d+ more: `sahel search reuters --kind source` finds them\n$", many)
    assert len(many.splitlines()[1]) <= 300


def test_an_unknown_tag_says_how_to_list_them(sahel: Sahel, tmp_path: Path) -> None:
    (tmp_path / "data.toml").write_text(SOURCES, encoding="utf-8")
    assert sahel("timeline", "--tag", "putsch", "-d", "data.toml").stderr.endswith("\nhint: there are no tags\n")
    message = sahel("timeline", "--tag", "putsch").stderr
    assert re.search(
        r'no tag matches "putsch"\nhint: there are \d+ tags: `sahel stats --by tag` lists those in use', message
    )
