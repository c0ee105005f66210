"""The search of a site in a real browser: it folds and finds as the program does, and the keyboard is enough."""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from sahelcli.text.normalize import fold
from sahelcli.text.search_words import split
from tests.exporters.site.reading import SitePages
from tests.exporters.site.site_browser import SiteVisit, visit_site
from tests.terminal import run_here

ANSWERED = "() => !['', 'Searching …'].includes(document.getElementById('search-status').textContent)"
IDS = """async (asked) => {
    const { list } = await sahelSearch.find(asked);
    const ids = [];
    for await (const [, kind, id] of sahelSearch.finds(list)) ids.push(`${kind}:${id}`);
    return ids;
}"""


@pytest.fixture
def site(shipped: SitePages) -> Path:
    """The folder of the site of the shipped dataset."""
    return shipped.folder


def environment(home: Path) -> dict[str, str]:
    return {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "LANG": "C.UTF-8"}


@pytest.fixture
def program(home: Path) -> Callable[..., set[str]]:
    """Return what `sahel search` finds, as `kind:id`."""

    def search(*words: str) -> set[str]:
        result = run_here(("search", *words, "--format", "jsonl"), environment(home), b"")
        hits = [json.loads(line) for line in result.stdout.splitlines()]
        return {f"{hit['of']}:{hit['id']}" for hit in hits}

    return search


def asked(site: Path, browser: Browser, **question: str) -> tuple[str, list[str], SiteVisit]:
    """Return the status and the titles of the first finds, as the address of the question shows them."""
    with visit_site(browser, site, f"search/index.html#{urlencode(question)}") as seen:
        seen.page.wait_for_function(ANSWERED)
        titles = seen.page.locator("#search-results a").all_inner_texts()
        status = seen.page.inner_text("#search-status")
    assert seen.troubles == []
    assert seen.outside == []
    return status, titles, seen


def test_every_character_is_folded_as_the_program_folds_it(site: Path, browser: Browser) -> None:
    script = r"""() => {
        const folded = [];
        for (let code = 0; code < 0x110000; code++) {
            const sign = code >= 0xd800 && code <= 0xdfff ? "?" : String.fromCodePoint(code);
            folded.push(/\p{Cn}/u.test(sign) ? "?" : sahelSearch.fold(`x${sign}x`));
        }
        return folded.join("\n");
    }"""
    with visit_site(browser, site, "search/index.html") as seen:
        folded = seen.page.evaluate(script).split("\n")
    assert len([each for each in folded if each != "?"]) > 250_000
    different = {
        hex(code): (theirs, ours)
        for code, theirs in enumerate(folded)
        if theirs != "?" and theirs != (ours := fold(f"x{chr(code)}x")) and not is_of_another_unicode(code)
    }
    assert different == {}


def is_of_another_unicode(code: int) -> bool:
    """Say whether Python and a browser may know a character from different versions of Unicode."""
    return 0xD800 <= code <= 0xDFFF or unicodedata.category(chr(code)) == "Cn" or code == 0x1171E  # a mark of Ahom


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1 500 soldiers",
            "1,500",
            "1.500",
            "1'500",
            "24.09.2023",
            "0,500",
            "12,34",
            "1 500 000",
            "٬١٬٥٠٠",
            "2023, 100",
        ),
        *(
            "N'Djamena",
            "c’est-à-dire",
            "ÉTAT d’urgence",
            "ẞtraße ΣΊΣΥΦΟΣ",
            "法国从尼日尔撤军",
            "ก็ตาม",
            "مؤسسة ٱلله",
            "ﬁn Ⅻ ½",
        ),
    ],
)
def test_a_text_is_split_into_the_words_of_the_program(site: Path, browser: Browser, text: str) -> None:
    with visit_site(browser, site, "search/index.html") as seen:
        assert seen.page.evaluate("(text) => sahelSearch.split(text)", text) == split(text)


WORDS = (
    *("niger", "NIGER", "tiani", "goïta", "Goita", "ambassad*", "1500", "1,500", "n'djamena", "ndjamena", "N’Djamena"),
    *("cote d'ivoire", "ambassador itte", "france 2023", "france* withdraw*", "anti-terror", "juntaled", "جندي"),
    "coup d'etat",
)


def test_a_question_finds_what_the_program_finds(
    site: Path, browser: Browser, program: Callable[..., set[str]]
) -> None:
    with visit_site(browser, site, "search/index.html") as seen:
        for words in WORDS:
            expected = program(words)
            assert expected, words
            ids = seen.page.evaluate(IDS, {"q": words})
            assert len(ids) == len(set(ids))
            assert set(ids) == expected, words
    assert seen.troubles == []


@pytest.mark.parametrize("phrase", ["“military cooperation”", '"forces from niger"', "d-e-f", "c'est-a-dire*"])
def test_of_words_that_belong_together_nothing_is_missing_and_the_page_says_so(
    site: Path, browser: Browser, program: Callable[..., set[str]], phrase: str
) -> None:
    with visit_site(browser, site, "search/index.html") as seen:
        try:
            ids = set(seen.page.evaluate(IDS, {"q": phrase}))
        except Exception as error:  # noqa: BLE001  # Playwright's own
            assert "No record has" in str(error)
            ids = set()
    assert ids >= program(phrase)
    if ids:
        assert "may stand apart" in asked(site, browser, q=phrase)[0]


def test_filters_narrow_as_the_program_s_options_do(
    site: Path, browser: Browser, program: Callable[..., set[str]]
) -> None:
    cases = [
        ({"q": "niger", "kind": "quote"}, ["niger", "--kind", "quote"]),
        ({"q": "niger", "actor": "macron"}, ["niger", "--actor", "macron"]),
        ({"q": "france", "place": "Côte d'Ivoire"}, ["france", "--place", "cote d'ivoire"]),
        ({"q": "niger", "tag": "coup"}, ["niger", "--tag", "coup"]),
        ({"q": "niger", "from": "2022", "until": "2023"}, ["niger", "--since", "2022", "--until", "2023"]),
        ({"q": "niger", "from": "2025"}, ["niger", "--since", "2025"]),
        ({"q": "niger", "until": "2014"}, ["niger", "--until", "2014"]),
    ]
    with visit_site(browser, site, "search/index.html") as seen:
        for question, words in cases:
            assert set(seen.page.evaluate(IDS, question)) == program(*words), question
    assert seen.troubles == []


def test_the_newest_stand_first_and_more_are_shown_when_asked_for(site: Path, browser: Browser) -> None:
    with visit_site(browser, site, "search/index.html") as seen:
        page = seen.page
        page.keyboard.press("Tab")
        page.locator("#search-words").focus()
        page.keyboard.type("withdrawal")
        page.keyboard.press("Enter")
        page.wait_for_function(ANSWERED)
        status = page.inner_text("#search-status")
        assert re.fullmatch(r"\d+ records; 20 are shown\.", status)
        page.locator("#search-more").press("Enter")
        page.wait_for_function("() => document.querySelectorAll('#search-results li').length === 40")
        assert "40 are shown" in page.inner_text("#search-status")
        assert page.evaluate(
            "document.activeElement.closest('li') === document.querySelectorAll('#search-results li')[20]"
        )
        assert page.url.endswith("#q=withdrawal")
        page.go_back()
        page.wait_for_function("() => document.querySelectorAll('#search-results li').length === 0")
        assert page.input_value("#search-words") == ""
    assert seen.troubles == []


def test_a_find_leads_to_the_page_of_its_record(site: Path, browser: Browser) -> None:
    with visit_site(browser, site, "search/index.html#q=tchiani&kind=actor") as seen:
        seen.page.wait_for_function(ANSWERED)
        seen.page.locator("#search-results a").first.click()
        seen.page.wait_for_load_state()
        assert seen.page.url.endswith("/a/abdourahamane-tchiani/index.html")


def test_names_are_offered_while_one_is_typed(site: Path, browser: Browser) -> None:
    with visit_site(browser, site, "search/index.html") as seen:
        seen.page.locator("summary").press("Enter")
        seen.page.locator("#search-actor").press_sequentially("macr")
        seen.page.wait_for_function("() => document.getElementById('search-actor-names').options.length")
        names = seen.page.evaluate(
            "[...document.getElementById('search-actor-names').options].map(({ value }) => value)"
        )
    assert names == ["Emmanuel Macron"]
    assert seen.troubles == []


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ({"q": "zanzounia"}, "No record has “zanzounia”."),
        ({"q": "niger zanzounia"}, "No record has “zanzounia”."),
        ({"q": "***"}, "There is no word to look for."),
        ({"actor": "zanzounia"}, "No actor is called “zanzounia”."),
        ({"from": "MMXX"}, "“MMXX” is no year: write one as 2023."),
        ({"from": "2024", "until": "2023"}, "2024 is after 2023."),
        ({"q": "niger", "from": "1712", "until": "1713"}, "No record has all of this."),
    ],
)
def test_what_cannot_be_answered_is_said(site: Path, browser: Browser, question: dict[str, str], message: str) -> None:
    status, titles, _ = asked(site, browser, **question)
    assert (status, titles) == (message, [])


def test_of_several_names_none_is_guessed(site: Path, browser: Browser) -> None:
    status, titles, _ = asked(site, browser, q="niger", actor="el")
    assert status.startswith("“el” may be ")
    assert status.endswith("write more of the name.")
    assert titles == []


def test_a_shard_that_is_missing_is_an_error_and_no_answer(site: Path, browser: Browser, tmp_path: Path) -> None:
    copy = shutil.copytree(site / "search", tmp_path / "site" / "search")
    shutil.rmtree(copy / "records")
    with visit_site(browser, copy.parent, "search/index.html#q=niger") as seen:
        seen.page.wait_for_function(ANSWERED)
        status = seen.page.inner_text("#search-status")
    assert re.fullmatch(r"The search failed: records/\d+\.js could not be read\.", status)


def test_a_file_that_is_no_shard_is_an_error_and_no_answer(site: Path, browser: Browser, tmp_path: Path) -> None:
    copy = shutil.copytree(site / "search", tmp_path / "site" / "search")
    for file in copy.joinpath("words").iterdir():
        file.write_bytes(b"")
    with visit_site(browser, copy.parent, "search/index.html#q=niger") as seen:
        seen.page.wait_for_function(ANSWERED)
        status = seen.page.inner_text("#search-status")
    assert re.fullmatch(r"The search failed: words/w\w+\.js could not be read\.", status)


def test_no_cache_mixes_the_shards_of_two_versions(site: Path, browser: Browser) -> None:
    requests: list[str] = []
    with visit_site(browser, site, "search/index.html") as seen:
        seen.page.on("request", lambda request: requests.append(request.url))
        seen.page.goto(seen.page.url + "#q=niger")
        seen.page.wait_for_function(ANSWERED)
    (version,) = {url.partition("?")[2] for url in requests if "/words/" in url or "/records/" in url}
    assert re.fullmatch("[0-9a-f]{12}", version)
    assert f"search.js?{version}" in (site / "search" / "index.html").read_text("utf-8")


def test_without_script_a_sentence_says_so(site: Path, browser: Browser) -> None:
    with visit_site(browser, site, "search/index.html", script=False) as seen:
        assert seen.page.locator("#search-without-script").is_visible()
        assert not seen.page.locator("#search").is_visible()


@pytest.mark.parametrize("width", [390, 1400])
def test_the_page_owes_nothing_to_anybody(site: Path, browser: Browser, width: int) -> None:
    with visit_site(browser, site, "search/index.html#q=niger&from=2023", width=width) as seen:
        seen.page.wait_for_function(ANSWERED)
        found = Axe().run(seen.page)
        assert found.violations_count == 0, found.generate_report()
        assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    "question", [{"q": "niger"}, {"q": "the of in"}, {"from": "2000"}, {"place": "niger", "q": "a*"}]
)
def test_an_answer_loads_little(site: Path, browser: Browser, question: dict[str, str]) -> None:
    _, titles, seen = asked(site, browser, **question)
    assert titles
    assert sum(seen.loaded.values()) < 300_000, seen.loaded
