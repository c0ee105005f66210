"""The page, read as people read it: in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from sahelcli.dates.formatting import words, year_in_words
from sahelcli.text.sanitize import paragraphs
from tests.exporters.browser import Visit, visit
from tests.terminal import Sahel, run_here

DAYS = ("--since", "2023-09-22", "--until", "2023-09-26")
CHAPTER = ("--place", "niger", *DAYS)


@pytest.fixture(scope="module")
def chapter(run_variables: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of a chapter."""
    return made(run_variables, tmp_path_factory.mktemp("chapter") / "chapter.html", "-d", "shipped", *CHAPTER)


@pytest.fixture(scope="module")
def hostile(run_variables: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory, edges: str) -> Path:
    """Return the page of the dataset of everything that bites."""
    return made(run_variables, tmp_path_factory.mktemp("hostile") / "hostile.html", "-d", edges)


def made(run_variables: Mapping[str, str], file: Path, *filters: str) -> Path:
    result = run_here(("export", "html", *filters, "-o", str(file)), run_variables, b"")
    assert (result.code, result.stderr) == (0, "")
    return file


@pytest.fixture
def reading(browser: Browser, chapter: Path) -> Iterator[Visit]:
    """Give the chapter, open at 1,400 pixels."""
    with visit(browser, chapter) as seen:
        yield seen


def visible(seen: Visit, selector: str) -> list[str]:
    """Return the ids of the elements that can be seen, in the order of the page."""
    script = "elements => elements.filter(element => element.checkVisibility()).map(element => element.id)"
    ids: list[str] = seen.page.locator(selector).evaluate_all(script)
    return ids


def every(seen: Visit, selector: str, expression: str) -> list[Any]:
    """Return what a JavaScript expression says of each `element`."""
    result: list[Any] = seen.page.locator(selector).evaluate_all(f"all => all.map(element => {expression})")
    return result


def text(seen: Visit) -> str:
    content: str = seen.page.evaluate("document.body.textContent")
    return content


def test_every_record_is_there_and_every_quotation_verbatim(sahel: Sahel, reading: Visit) -> None:
    content = text(reading)
    for command, key in (("timeline", "title"), ("quote", "text"), ("troops", "wording")):
        rows = sahel(command, *CHAPTER, "--json").json()
        assert rows
        assert {f"{row['kind']}-{row['id']}" for row in rows} == set(visible(reading, f"[id^={rows[0]['kind']}-]"))
        assert [row["id"] for row in rows if paragraphs(row[key] or "") not in content] == []


def test_the_timeline_is_in_the_order_of_dates(sahel: Sahel, reading: Visit) -> None:
    expected = [f"event-{row['id']}" for row in sahel("timeline", *CHAPTER, "--json").json()]
    assert [identifier for identifier in visible(reading, "article.entry") if identifier] == expected
    headings = reading.page.locator("#timeline h3").all_text_contents()
    assert headings == ["2023"]


def test_the_year_stays_in_sight_and_hides_nothing_that_is_linked_to(reading: Visit) -> None:
    entry = reading.page.locator("article.entry").last
    reading.page.evaluate("id => { location.hash = id }", entry.get_attribute("id"))
    year, below = reading.page.locator("#timeline h3").bounding_box(), entry.bounding_box()
    assert year is not None
    assert below is not None
    assert 0 <= year["y"] < year["y"] + year["height"] <= below["y"]


def test_a_link_is_followed_at_once(browser: Browser, chapter: Path) -> None:
    last = "document.querySelector('.notes > li:last-child')"
    follow = f"""() => new Promise(resolve => {{
        const target = {last}, begun = performance.now();
        let before = null, since = begun;
        location.hash = target.id;
        const look = () => {{
            const now = target.getBoundingClientRect().top;
            if (now !== before) [before, since] = [now, performance.now()];
            if (performance.now() - begun > 1000) resolve([since - begun, now]);
            else requestAnimationFrame(look);
        }};
        requestAnimationFrame(look);
    }})"""
    with visit(browser, chapter, motion=True) as seen:
        milliseconds, top = seen.page.evaluate(follow)
        assert milliseconds < 250  # from the click until nothing moves any more
        assert 0 <= top < 900


def test_dates_in_print_and_outside_a_year_have_their_year(browser: Browser, chapter: Path) -> None:
    with visit(browser, chapter) as seen:
        outside = every(seen, "time", "[element.closest('.year') === null, element.innerText]")
        assert [text for is_outside, text in outside if is_outside and not re.search(r"\d{4}", text)] == []
        assert any(is_outside for is_outside, _ in outside)
        assert any(not re.search(r"\d{4}", text) for is_outside, text in outside)
        seen.page.emulate_media(media="print")
        assert [text for text in every(seen, "time", "element.innerText") if not re.search(r"\d{4}", text)] == []


def test_no_date_is_without_its_year(sahel: Sahel, browser: Browser, hostile: Path, edges: str) -> None:
    events = {f"event-{row['id']}": row for row in sahel("timeline", "-d", edges, "--json").json()}
    with visit(browser, hostile) as seen:
        heading, date = (
            "element.closest('section').querySelector('h3').textContent",
            "element.firstElementChild.innerText",
        )
        says = f"[{heading}, element.id, {date}]"
        entries = [entry for entry in every(seen, "article.entry", says) if entry[1]]
    assert len(entries) == len(events)
    for year, name, message in entries:
        row = events[name]
        number = (row["date_start"] or row["date_end"]).rsplit("-", 2)[0]
        assert year == year_in_words(int(number))
        years = set(re.findall(r"(?:^|/)(-?\d{4})", row["date"]))
        assert message == words(row["date"]) or (message == words(row["date"], year=False) and years <= {number})
    assert ["2023", "event-by", "by 1 Dec 2023"] in entries


def test_what_has_no_known_beginning_comes_first_in_the_year_of_its_end(browser: Browser, hostile: Path) -> None:
    with visit(browser, hostile) as seen:
        headings = seen.page.locator("#timeline h3").all_text_contents()
        first = seen.page.locator("#year-2023 article").first.get_attribute("id")
    assert headings == sorted(headings, key=lambda year: -int(year[:-3]) if year.endswith(" BC") else int(year))
    assert first == "event-by"


def test_notes_lead_both_ways(reading: Visit) -> None:
    ids = every(reading, "[id]", "element.id")
    assert len(ids) == len(set(ids))
    assert set(every(reading, "a[href^='#']", "element.hash.slice(1)")) <= set(ids)
    notes = every(reading, ".notes > li", "[`${element.value}`, `#${element.id}`]")
    assert [number for number, _ in notes] == [str(number + 1) for number in range(len(notes))]
    numbers = every(reading, "main sup a", "[element.textContent, element.hash]")
    assert {tuple(pair) for pair in numbers} == {tuple(pair) for pair in notes}
    for note, record in every(reading, ".back a", "[element.closest('li').id, element.hash.slice(1)]"):
        assert reading.page.locator(f"[id='{record}'] a[href='#{note}']").count() >= 1


def test_nothing_is_loaded_and_nothing_complains(browser: Browser, chapter: Path, hostile: Path) -> None:
    for file in (chapter, hostile):
        with visit(browser, file) as seen:
            seen.page.locator("#words").fill("a")
            assert seen.requests == [file.as_uri()]
            assert seen.troubles == []


def test_its_policy_lets_nothing_else_run_or_load(browser: Browser, chapter: Path) -> None:
    add = """tag => {
        const element = document.createElement(tag);
        document.body.append(element);
        try {
            if (tag === 'script') element.textContent = 'window.ran = true';
            else element.src = 'https://example.org/';
        } catch (refused) {}
    }"""
    with visit(browser, chapter) as seen:
        for tag in ("script", "img", "iframe"):
            seen.page.evaluate(add, tag)
        seen.page.wait_for_timeout(100)
        assert seen.page.evaluate("window.ran") is None
        assert seen.requests == [chapter.as_uri()]
        assert len(seen.troubles) >= 3
        assert all("blocked" in text or "Content Security Policy" in text for text in seen.troubles)


def test_what_bites_is_text(browser: Browser, hostile: Path) -> None:
    with visit(browser, hostile) as seen:
        assert seen.page.locator("script").count() == 1
        assert seen.page.locator("img, iframe, object, embed, form[action], [onerror], [onload], [style]").count() == 0
        addresses = every(seen, "a", "element.getAttribute('href')")
        assert all(re.match(r"#|https://", address) for address in addresses)
        content = text(seen)
        assert (
            "[shall] not leave… :warning: {{ 7 * 7 }} </blockquote><img src=x onerror=alert(6)>\n\nReally." in content
        )
        assert 'Edges <script>alert("title")</script> & {braces} 100% @online{x,' in content
        assert "javascript:alert(document.domain)" in content  # the address is there, but leads nowhere
        assert seen.troubles == []


def test_right_to_left_words_run_so(browser: Browser, hostile: Path) -> None:
    with visit(browser, hostile) as seen:
        quote = seen.page.locator("[id='quote-arabic'] blockquote")
        assert quote.get_attribute("lang") == "ar"
        assert quote.text_content() == "“«لن نغادر» قال، ثم رحل”"
        directions = every(seen, "blockquote", "[element.lang, getComputedStyle(element).direction]")
        assert directions == [["ar", "rtl"], ["en", "ltr"]]


def test_reported_and_reworded_words_are_called_so(browser: Browser, hostile: Path) -> None:
    with visit(browser, hostile) as seen:
        reported = seen.page.locator("[id='quote-reported']")
        assert reported.locator("blockquote").count() == 0
        assert reported.locator(".words").text_content() == "that the Corps would not leave"
        assert reported.locator(".manner").text_content() == "Reported speech"
        assert "not the speaker’s own words" in (seen.page.locator("[id='quote-english']").text_content() or "")


def test_it_reads_without_its_script(browser: Browser, chapter: Path) -> None:
    with visit(browser, chapter, script=False) as seen:
        assert not seen.page.locator("#filter").is_visible()
        assert seen.page.locator("[data-record]:visible").count() == seen.page.locator("[data-record]").count() > 0
        seen.page.locator("main sup a").first.click()
        assert seen.page.url.partition("#")[2].startswith("source-")


@pytest.mark.parametrize(
    ("choice", "value", "option"),
    [
        ("place", "place:niamey", ("--place", "niamey")),
        ("actor", "actor:emmanuel-macron", ("--place", "niger", "--actor", "emmanuel-macron")),
        ("tag", "tag:withdrawal", ("--place", "niger", "--tag", "withdrawal")),
    ],
    ids=["place", "actor", "tag"],
)
def test_choices_select_what_the_options_select(
    sahel: Sahel, reading: Visit, choice: str, value: str, option: tuple[str, ...]
) -> None:
    reading.page.locator("#kind").select_option("event")
    reading.page.locator(f"#{choice}").select_option(value)
    rows = sahel("timeline", *DAYS, *option, "--json").json()
    expected = [f"event-{row['id']}" for row in rows]
    assert [identifier for identifier in visible(reading, "article.entry") if identifier] == expected
    assert (reading.page.locator("#shown").text_content() or "").startswith(f"{len(expected)} of ")
    shown = {row.removeprefix("source-") for row in visible(reading, ".notes > li")}
    cited = {source["id"] for row in rows for source in row["sources"]}
    assert cited <= shown
    assert len(shown) < reading.page.locator(".notes > li").count()


def test_search_is_blind_to_case_and_accents(reading: Visit) -> None:
    reading.page.locator("#words").fill("cooperation militaire")
    result = visible(reading, "[data-record]")
    assert "quote-2023-09-24-macron-fr-terrorisme" in result
    assert 0 < len(result) < reading.page.locator("[data-record]").count()
    reading.page.get_by_role("button", name="Show everything").click()
    # A form is empty only after its own event, so the page shows everything a moment later.
    reading.page.wait_for_function(
        "() => [...document.querySelectorAll('[data-record]')].every(one => one.checkVisibility())"
    )
    assert len(visible(reading, "[data-record]")) == reading.page.locator("[data-record]").count()


@pytest.mark.parametrize(
    ("typed", "other"), [("l’ambassadeur", "lambassadeur"), ("ambassadeur", "amɓassaɗeur"), ("1,500", "1 500")]
)
def test_search_compares_words_as_the_program_does(reading: Visit, typed: str, other: str) -> None:
    reading.page.locator("#words").fill(typed)
    result = visible(reading, "[data-record]")
    assert 0 < len(result) < reading.page.locator("[data-record]").count()
    reading.page.locator("#words").fill(other)
    assert visible(reading, "[data-record]") == result


def test_who_finds_one_rendering_is_shown_all_of_them(reading: Visit) -> None:
    marked = ".utterance [data-record]:has(> .fits:not([hidden]))"
    assert visible(reading, marked) == []
    reading.page.locator("#words").fill("work together with the rebels")
    result = visible(reading, ".utterance [data-record]")
    assert visible(reading, marked) == ["quote-2023-09-24-macron-seed-orderly-return"] == result[-1:]
    assert "quote-2023-09-24-macron-afp-consult-putschists" in result
    assert reading.page.locator(f"[id='{result[0]}'] .fits").get_attribute("hidden") is not None
    for note in every(reading, ".utterance [data-record]:not([hidden]) sup a", "element.hash.slice(1)"):
        assert reading.page.locator(f"[id='{note}']").is_visible()


def test_a_link_to_what_is_filtered_away_shows_it(reading: Visit) -> None:
    reading.page.locator("#words").fill("nothing is called like this")
    assert visible(reading, "[data-record]") == []
    target = reading.page.locator("article.entry[id]").last.get_attribute("id")
    reading.page.evaluate("target => { location.hash = target }", target)
    reading.page.wait_for_function("target => document.getElementById(target).checkVisibility()", arg=target)


@pytest.mark.parametrize(("width", "scheme"), [(375, "light"), (1400, "dark")])
def test_an_accessibility_checker_finds_nothing(
    browser: Browser, hostile: Path, chapter: Path, width: int, scheme: str
) -> None:
    for file in (hostile, chapter):
        with visit(browser, file, width=width, scheme=scheme) as seen:
            seen.page.locator("#filter").evaluate("element => { element.open = true }")
            result = Axe().run(seen.page).response
            assert result["violations"] == []
            assert len(result["passes"]) > 20
            wide: int = seen.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width


def test_headings_are_in_order_and_landmarks_are_there(reading: Visit) -> None:
    levels = every(reading, "h1, h2, h3, h4, h5, h6", "Number(element.tagName[1])")
    assert levels[0] == 1
    assert all(level <= before + 1 for before, level in pairwise(levels))
    for role in ("banner", "navigation", "search", "main", "contentinfo"):
        assert reading.page.get_by_role(role).count() == 1


def test_the_first_key_leads_past_the_contents(reading: Visit) -> None:
    reading.page.keyboard.press("Tab")
    assert reading.page.evaluate("document.activeElement.textContent") == "Skip to the chronology"
    reading.page.keyboard.press("Enter")
    assert reading.page.evaluate("document.activeElement.id") == "content"


def test_it_prints(reading: Visit) -> None:
    printed = reading.page.pdf(format="A4")
    assert printed.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) > 3
    reading.page.emulate_media(media="print")
    assert not reading.page.locator("#filter").is_visible()
    assert not reading.page.get_by_role("navigation").is_visible()
    assert reading.page.locator("[data-record]:visible").count() == reading.page.locator("[data-record]").count()
    address: str = reading.page.locator(".notes a.title").first.evaluate("e => getComputedStyle(e, '::after').content")
    assert "https://" in address or "attr(href)" in address


def test_a_figure_is_drawn_with_its_uncertainty_and_who_says_so(browser: Browser, hostile: Path) -> None:
    with visit(browser, hostile) as seen:
        titles = seen.page.locator("svg.chart.wide title").all_text_contents()
        assert titles == [
            "by 31 Dec 2023: up to 1,400 deployed (all personnel), الجزيرة",
            "since Aug 2023: at least 1,200 deployed, <i>Press</i> & Co (reworded AFP)",
            "24 Sep 2023: about 1,000–1,500 deployed, the Corps, via The Courier",
        ]
        boxes = every(seen, "svg.chart.wide rect.mark", "[element.getAttribute('class'), element.height.baseVal.value]")
        assert [kind for kind, _ in boxes] == ["mark part", "mark", "mark about"]
        assert boxes[2][1] > 5 * boxes[1][1]  # a range is as high as it is
        assert seen.page.locator("svg.chart.wide .open").count() == 4  # at most, at least, no beginning, no end
        assert seen.page.locator("svg.chart.wide").is_visible()
        assert not seen.page.locator("svg.chart.narrow").is_visible()
