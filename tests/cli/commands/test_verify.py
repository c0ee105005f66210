"""`sahel verify`: an article is held to the dataset, word for word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.readme import ARTICLE
from tests.terminal import Sahel

SEED = "seed-2023-09-26-france-niger-withdrawal"
CONSULT = "We will consult with the putschists because we want things to happen calmly"  # as Reuters has it


def held(sahel: Sahel, text: str, *options: str) -> list[dict[str, Any]]:
    """Return the rows of an article that quotes a text."""
    rows: list[dict[str, Any]] = sahel("verify", "--json", *options, stdin=f"He said: “{text}”.\n".encode()).json()
    return rows


def verdict(sahel: Sahel, text: str, *options: str) -> str:
    """Return the verdict on one quotation."""
    (row,) = held(sahel, text, *options)
    return str(row["verdict"])


def quotations(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of quotations."""
    return [row for row in rows if row["type"] == "quotation"]


def test_each_quotation_of_the_seed_article_stands_beside_what_others_print(sahel: Sahel) -> None:
    rows = quotations(sahel("verify", str(ARTICLE), "--json").json())
    assert [(row["line"], row["verdict"], row["warnings"]) for row in rows] == [
        (line, "exact", ["reworded", "translated"]) for line in (3, 11, 17)
    ]
    texts = [" ".join(rendering["text"] for rendering in row["renderings"]) for row in rows]
    assert "autorités de fait du Niger" in texts[0]
    assert "consult with the putschists" in texts[1]
    assert "dont la présence menace" in texts[2]
    assert [row["renderings"][0]["language"] for row in rows] == ["fr", "fr", "fr"]


def test_without_its_own_record_it_is_held_to_the_others(sahel: Sahel) -> None:
    rows = quotations(sahel("verify", str(ARTICLE), "--json", "--not-source", SEED).json())
    assert [row["verdict"] for row in rows] == ["altered", "altered", "unknown"]
    putschists = rows[1]["matches"][0]
    assert putschists["row"]["sources"][0]["agency"] == "AFP"
    assert ["removed", "putschists, "] in putschists["words"]
    assert ["added", "rebels "] in putschists["words"]
    assert SEED not in str(rows)


def test_offsets_cut_the_words_out_of_the_article(sahel: Sahel) -> None:
    article = ARTICLE.read_text(encoding="utf-8")
    for row in sahel("verify", str(ARTICLE), "--json").json():
        assert article[row["start"] : row["end"]].split() == row["text"].split()
        assert article[: row["start"]].count("\n") + 1 == row["line"]


def test_words_that_are_the_same_and_added_make_up_the_claim(sahel: Sahel) -> None:
    (row,) = held(sahel, CONSULT.replace("putschists", "rebels").replace("will ", "will not "))
    (match, *_) = row["matches"]
    assert "".join(text for sign, text in match["words"] if sign != "removed") == row["text"]
    assert [text.strip() for sign, text in match["words"] if sign == "added"] == ["not", "rebels"]
    assert [text.strip() for sign, text in match["words"] if sign == "removed"] == ["putschists"]


@pytest.mark.parametrize(
    "text",
    [
        CONSULT.upper(),
        CONSULT.replace(" ", "\u00a0"),
        f"{CONSULT}.",
        f"‘{CONSULT}’,",
        f"… {CONSULT}…",
        "We will consult with the putschists […] to happen calmly",
        "We will consult ... because we want things to happen",
        "We [the French] will consult with the putschists",
        "[w]e will consult with the putschists",
        "they no longer want to fight against terrorism",
    ],
)
def test_typography_makes_no_difference(text: str, sahel: Sahel) -> None:
    assert verdict(sahel, text) == "exact"


@pytest.mark.parametrize(
    "text",
    [
        "We will not consult with the putschists because we want things to happen calmly",
        "We will consult with the putschists because they want things to happen calmly",
        "because we want things to happen calmly, we will consult with the putschists",
        "We want things to happen calmly […] We will consult with the putschists",  # not in this order
        "We will consult with the putschists because we want things to happen calmly?",
    ],
)
def test_a_changed_word_or_order_is_altered(text: str, sahel: Sahel) -> None:
    assert verdict(sahel, text) == "altered"


def test_what_is_put_together_from_two_quotations_says_so(sahel: Sahel) -> None:
    (row,) = held(
        sahel,
        "We will consult with the putschists because we want things to happen calmly "
        "and because there was a largely ethnic settling of scores and a lot of political cowardice",
    )
    assert (row["verdict"], row["warnings"][0]) == ("altered", "joined")
    assert [match["row"]["id"] for match in row["matches"]] == [
        "2023-09-24-macron-reuters-consult-calmly",
        "2023-09-24-macron-bbc-settling-of-scores",
    ]


def test_accents_are_words_but_for_capitals(sahel: Sahel) -> None:
    words = "Nous continuerons d'accompagner le continent africain pour lutter contre le terrorisme"
    assert verdict(sahel, words) == "exact"
    assert verdict(sahel, words.replace("continent", "contînent")) == "altered"
    assert verdict(sahel, "QUAND IL Y A DES COUPS D’ETAT, NOUS") == "exact"


@pytest.mark.parametrize(
    ("article", "is_another"),
    [
        ("“{}”, Colonna said on Monday.", True),
        ("“{}”, said Macron.", False),
        ("“{}”, he said.", False),
        ("“{}”, the president told TF1. Catherine Colonna agreed.", False),
        ("Macron spoke after Catherine Colonna. “{}”, he said.", False),
        ("Catherine Colonna was asked about it. “{}”, she said.", True),
        ("“{}” Such were the words of Catherine Colonna.", True),
        ("“{}”, it was said in Niger.", False),
        ("ECOWAS said: “{}”", True),
        ("“{}”, said a spokesman of ECOWAS.", True),
        ("“{}”, Algeria said of France.", True),
        ("“{}”, the Nigerien junta said.", True),
        ("« {} », a déclaré la CEDEAO.", True),
        ("“{}”, France said of Niger.", False),
        ("“{}”, the French president said of ECOWAS.", False),
        ("“{}”, he said in Mali of ECOWAS.", False),
        ("ECOWAS met. “{}”, he said.", False),
    ],
)
def test_words_that_are_attributed_to_somebody_else_say_so(article: str, is_another: bool, sahel: Sahel) -> None:
    (row,) = sahel("verify", "--json", stdin=article.format(CONSULT).encode()).json()
    assert ("speaker" in row["warnings"]) == is_another


def test_it_is_held_to_what_is_asked_for(sahel: Sahel) -> None:
    assert verdict(sahel, CONSULT, "--actor", "macron", "--on", "2023-09-24") == "exact"
    assert verdict(sahel, CONSULT, "--until", "2023-08") == "unknown"
    assert verdict(sahel, CONSULT, "--actor", "catherine colonna") == "unknown"


@pytest.mark.parametrize(("text", "code"), [(CONSULT, 0), (f"{CONSULT} today", 1), ("no such words as these here", 1)])
def test_the_exit_status_says_whether_all_is_exact(text: str, code: int, sahel: Sahel) -> None:
    article = f"He said: “{text}”.\n".encode()
    assert sahel("verify", "-e", stdin=article).code == code
    assert sahel("verify", stdin=article).code == 0


def test_an_article_without_claims_has_no_rows(sahel: Sahel) -> None:
    answer = sahel("verify", "--json", "-e", stdin=b"Nothing is said.\n")
    assert (answer.code, answer.json()) == (0, [])
    assert answer.stderr == "no claims match\n"


def test_what_cannot_be_read_says_so(sahel: Sahel, tmp_path: Path) -> None:
    missing = sahel("verify", "none.txt")
    assert (missing.code, missing.stderr.splitlines()[0]) == (
        3,
        'error: no article can be read from "none.txt": this does not exist',
    )
    assert sahel("verify", "-", "--data", "-").code == 2
    (tmp_path / "article.txt").write_bytes(b"\xff\xfe\x00")
    assert sahel("verify", "article.txt").code == 3


def test_the_article_is_never_written_over(sahel: Sahel, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("“We will consult with the putschists”", encoding="utf-8")
    assert sahel("verify", "article.txt", "-o", "article.txt").code == 2


@pytest.mark.parametrize("form", ["csv", "tsv", "markdown", "jsonl", "table"])
def test_every_format_has_the_words_and_who_prints_them(form: str, sahel: Sahel) -> None:
    printed = sahel("verify", "-f", form, stdin=f"“{CONSULT}”".encode()).text
    assert CONSULT in printed
    assert "dirs.info" in printed or "consult-calmly" in printed


def test_every_row_is_as_the_schema_says(sahel: Sahel) -> None:
    schema = Draft202012Validator(sahel("schema", "--output", "claim").json())
    for options in ((), ("--not-source", SEED)):
        for row in sahel("verify", str(ARTICLE), "--json", *options).json():
            schema.validate(row)


@pytest.mark.parametrize(
    "text",
    [
        "“" + "a" * 200_000 + "”",
        "“" + "the troops of Niger will " * 4_000 + "”",
        "“we will go now " * 500,
        "“" + "[a] b " * 10_000 + "”",
        "“" + "we … " * 20_000 + "”",
        "“«" * 5_000 + " we will go now " + "»”" * 5_000,
        "“we will \x1b[31m not \u202e leave Niger”",
        "",
    ],
    ids=["no space", "long", "unclosed", "brackets", "ellipses", "nested", "controls", "empty"],
)
def test_hostile_text_has_an_answer(text: str, sahel: Sahel) -> None:
    for form in ("json", "table", "markdown"):
        answer = sahel("verify", "-f", form, stdin=text.encode())
        assert answer.code == 0
        assert "\x1b" not in answer.text


@pytest.mark.parametrize(("who", "is_another"), [("The United Nations", False), ("MINUSMA", False), ("Algeria", True)])
def test_a_mission_may_be_called_by_the_body_that_sends_it(who: str, is_another: bool, sahel: Sahel) -> None:
    article = f"{who} said: “represents a significant step in the stabilisation process in Mali”"
    (row,) = sahel("verify", "--json", stdin=article.encode()).json()
    assert ("speaker" in row["warnings"]) == is_another
