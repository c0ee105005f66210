"""Title and introduction of the page: `sahel export html --title … --intro FILE`."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from playwright.sync_api import Browser

from sahelcli.exporters.html.introduction import LARGEST, introduce
from tests.exporters.browser import visit
from tests.terminal import Sahel

CHAPTER = ("export", "html", "--place", "niger", "--on", "2023-09-24")
EVENT = "2023-09-24-france-announces-niger-withdrawal"
ONE_LINK = "1 link of the introduction leads neither to the web nor to a record here and is shown as text"
TEXT = f"""# How it ended

### A rank too low

[The day](#event-{EVENT}) and [the sources](#sources), [elsewhere](https://example.org/?a=b&c=d).

<script>alert(1)</script> <b onclick="alert(2)">bold</b> [click](javascript:alert(3)) ![map](https://example.org/a.png)

| who | what |
|---|--:|
| الجزيرة | *said* |
"""


def page(sahel: Sahel, tmp_path: Path, text: str, *options: str) -> tuple[Path, str]:
    """Return a page with an introduction, and what was said on standard error."""
    intro = tmp_path / "intro.md"
    intro.write_text(text, "utf-8")
    result = sahel(*CHAPTER, "--intro", str(intro), *options, "-o", str(tmp_path / "page.html"))
    assert result.code == 0
    return tmp_path / "page.html", result.stderr


def test_the_title_is_the_title_and_the_dataset_keeps_its_own(sahel: Sahel, browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    assert sahel(*CHAPTER, "--title", "One <b>day</b>\nin\u202e Niger", "-o", str(file)).code == 0
    with visit(browser, file) as seen:
        assert seen.page.title() == "One <b>day</b> in\ufffd Niger – place: Niger; on days of 24 September 2023"
        assert seen.page.locator("h1").inner_text() == "One <b>day</b> in\ufffd Niger"
        assert "Foreign forces and ruptures in the Sahel" in seen.page.locator("footer").inner_text()


def test_an_introduction_is_read_and_runs_nothing(sahel: Sahel, browser: Browser, tmp_path: Path) -> None:
    file, notes = page(sahel, tmp_path, TEXT)
    assert notes.splitlines() == [
        f'{ONE_LINK}: "javascript:alert(3)"',
        "1 picture of the introduction is left out for the text that describes it",
    ]
    with visit(browser, file) as seen:
        intro = seen.page.locator(".intro")
        assert "<script>alert(1)</script> <b onclick=" in intro.inner_text()
        assert intro.locator("script, b, img, [onclick]").count() == 0
        assert intro.locator("h2").inner_text() == "How it ended"
        assert intro.locator("h3").inner_text() == "A rank too low"
        links = intro.locator("a").evaluate_all("all => all.map(element => element.getAttribute('href'))")
        assert links == [f"#event-{EVENT}", "#sources", "https://example.org/?a=b&c=d"]
        assert intro.locator("td[dir=auto]").first.inner_text() == "الجزيرة"
        assert intro.locator("td").last.evaluate("element => getComputedStyle(element).textAlign") == "end"
        intro.locator("a").first.click()
        assert seen.page.evaluate("document.querySelector(':target').id") == f"event-{EVENT}"
        assert (seen.requests, seen.troubles) == ([file.as_uri()], [])


@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (390, "dark")])
def test_an_accessibility_checker_finds_nothing_in_it(
    sahel: Sahel, browser: Browser, tmp_path: Path, width: int, scheme: str
) -> None:
    file, _ = page(sahel, tmp_path, TEXT + "\n- one\n- two\n\n> said\n\n    code\n\n---\n")
    with visit(browser, file, width=width, scheme=scheme) as seen:
        result = Axe().run(seen.page).response["violations"]
        assert [(rule["id"], node["html"]) for rule in result for node in rule["nodes"]] == []


def test_it_may_come_from_standard_input(sahel: Sahel) -> None:
    result = sahel(*CHAPTER, "--intro", "-", "--fragment", stdin=b"\xef\xbb\xbf*Words* of mine\r\n")
    assert '<p dir="auto"><em>Words</em> of mine</p>' in result.stdout


TAGS = "p|h[2-6]|em|strong|code|pre|blockquote|ul|ol|li|hr|br|a|s|table|thead|tbody|tr|th|td"
LINKS = st.sampled_from(
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "java\nscript:x",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc",
    ]
)


@given(
    st.text(),
    LINKS,
    st.sampled_from(["[{0}]({1})", "<{1}>", "![{0}]({1})", "[{0}][r]\n\n[r]: {1}", "{0}<a href='{1}'>"]),
)
def test_nothing_dangerous_becomes_markup(text: str, link: str, form: str) -> None:
    html = introduce(form.format(text, link), lambda _: False, 2).html
    assert isinstance(html, Markup)
    for tag in re.findall(r"<[^>]*>", html):
        assert re.fullmatch(rf'</?(?:{TAGS})(?: [a-z]+="[^"<>]*")* ?/?>', tag)
        assert not re.search(r'href="(?!https?://|mailto:)', tag)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"good\n\xe9t\xe9",
            'line 2: byte 0xE9 is not UTF-8; it seems to be Windows-1252 or Latin-1, where this is "é"',
        ),
        (b"some words\0and more", "line 1: a NUL byte: the file seems to be damaged, or no text"),
        (b"%PDF-1.7\n%\xe2\xe3", "line 1: this is a PDF file, not a text"),
        (b"x" * (LARGEST + 1), "an introduction has at most a million bytes"),
    ],
)
def test_what_is_no_introduction_is_one_message(sahel: Sahel, tmp_path: Path, content: bytes, message: str) -> None:
    intro = tmp_path / "intro.md"
    intro.write_bytes(content)
    result = sahel(*CHAPTER, "--intro", str(intro), "-o", str(tmp_path / "page.html"))
    assert (result.code, result.stdout) == (3, "")
    first, *rest = result.stderr.splitlines()
    assert first == f'error: --intro "{intro}": {message}'
    assert [line.startswith("hint: ") for line in rest] == [True]
    assert not (tmp_path / "page.html").exists()


def test_a_file_that_cannot_be_read_is_one_message(sahel: Sahel, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, why in (("none.md", "no such file or directory"), (".", "it is a folder"), ("pipe", "it is no file")):
        result = sahel(*CHAPTER, "--intro", str(tmp_path / name), "-o", str(tmp_path / "page.html"))
        assert result.code == 3
        assert result.stderr.splitlines()[0].endswith(f'": {why}')
        assert result.stderr.count("\n") == 2


def test_options_of_the_page_are_of_the_page_alone(sahel: Sahel, tmp_path: Path) -> None:
    of_page: tuple[tuple[str, ...], ...] = (("--title", "x"), ("--intro", "x.md"), ("--fragment",))
    for option in of_page:
        result = sahel("export", "csl", *option)
        assert (result.code, result.stdout) == (2, "")
        assert result.stderr == f"error: {option[0]} is for html, not for csl\nhint: leave {option[0]} out\n"
    for name in ("--title", "--intro"):
        assert sahel("export", "html", name, " ").code == 2


def test_introduction_and_dataset_cannot_both_be_standard_input(sahel: Sahel) -> None:
    result = sahel("export", "html", "-d", "-", "--intro", "-", stdin=b"words")
    assert (result.code, result.stdout) == (2, "")
    assert result.stderr.startswith("error: --intro and --data are both standard input\n")


def test_the_introduction_is_never_written_over(sahel: Sahel, tmp_path: Path) -> None:
    intro = tmp_path / "intro.html"
    intro.write_text("mine", "utf-8")
    result = sahel(*CHAPTER, "--intro", str(intro), "-o", str(intro))
    assert result.code == 2
    assert result.stderr.endswith(" is the file of the introduction\nhint: write to another file\n")
    assert intro.read_text("utf-8") == "mine"
