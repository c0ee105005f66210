"""Sources of one text: each says in `agency` whose it is."""

from __future__ import annotations

import pytest

from sahelcli.dataset.linking import link
from sahelcli.dataset.reader import read_file
from sahelcli.index.build.in_memory import index_of
from sahelcli.index.source_independence import names
from sahelcli.rules import sources as agency_copies
from sahelcli.rules.index_records import IndexRecords
from tests.rules.small import actor, quote, said, source

LONG = "Two aid workers held near the border"
SAME = "TWO AID-WORKERS held, near the border!"


def titled(record_id: str, publisher: str, agency: str | None = None, title: str = LONG) -> str:
    """Return a source of this title."""
    return source(record_id, title=title, publisher=publisher, **({"agency": agency} if agency else {}))


@pytest.mark.parametrize(
    "sources",
    [
        titled("a", "The Courier", "AFP") + titled("b", "The Gazette", "AFP"),
        titled("a", "The Courier", "AFP") + titled("b", "The Gazette", "Reuters"),
        titled("a", "The Courier", "AFP") + titled("b", "AFP"),
        titled("a", "The Courier") + titled("b", "THE COURIER"),
        titled("a", "The Courier") + titled("b", "The Gazette", title="Two held near the border"),
        titled("a", "The Courier", title="Two held") + titled("b", "The Gazette", title="Two held"),
    ],
)
def test_no_copy_or_one_that_says_so(sources: str) -> None:
    assert said(sources, "unmarked-agency") == []


@pytest.mark.parametrize(
    ("sources", "result"),
    [
        (
            titled("a", "The Courier", "AFP") + titled("b", "The Gazette"),
            ['in source "a", which carries "AFP"'],
        ),
        (
            titled("a", "The Courier") + titled("b", "The Gazette", "AFP"),
            ['in source "b", which carries "AFP"'],
        ),
        (titled("a", "The Courier") + titled("b", "The Gazette"), ['has this title, in source "a"']),
        (titled("a", "The Courier") + titled("b", "The Gazette", title=SAME.replace("-", " ")), ['in source "a"']),
        (
            titled("a", "AFP") + titled("b", "The Gazette", "AFP") + titled("c", "The Courier"),
            ['in source "b", which carries "AFP"'],
        ),
        (titled("a", "A") + titled("b", "B") + titled("c", "C"), ['in source "a"', 'in source "a"']),
    ],
)
def test_a_copy_that_does_not_say_so(sources: str, result: list[str]) -> None:
    messages = said(sources, "unmarked-agency")
    assert len(messages) == len(result)
    assert all(part in message for part, message in zip(result, messages, strict=True))


def translated(text: str, **more: str) -> str:
    """Return a translated quotation that both papers print."""
    keys = quote("q", text, sources=["a", "b"], **more).rstrip() + "\ntranslated = true\n"
    return source("a") + source("b", title="Another title", publisher="The Gazette") + actor("speaker", "S") + keys


def test_two_translators_do_not_choose_the_same_words() -> None:
    (message,) = said(translated("We know nothing about where they are."), "unmarked-agency")
    assert message == '23:11: "The Courier" and "The Gazette" print one translation, and neither says whose it is'


def test_one_that_names_its_agency_is_enough_for_a_translation() -> None:
    text = translated("We know nothing about where they are.")
    assert said(text.replace('"The Gazette"', '"The Gazette"\nagency = "AFP"'), "unmarked-agency") == []


@pytest.mark.parametrize(
    "text", [translated("We know nothing."), translated("A b c d e f").replace("translated = true\n", "")]
)
def test_short_words_and_those_of_the_speaker_may_well_be_the_same(text: str) -> None:
    assert said(text, "unmarked-agency") == []


def test_a_title_that_thousands_have_takes_no_longer_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = 0

    class Names(frozenset[str]):
        """The names of a source, which count how often one is looked for among them."""

        def __contains__(self, name: object) -> bool:
            nonlocal looked
            looked += 1
            return super().__contains__(name)

    monkeypatch.setattr(agency_copies, "names", lambda *of: Names(names(*of)))
    number = 1_000
    sources = "".join(titled(f"s{n}", f"Paper {n}", "AFP" if n % 2 else None) for n in range(number))
    assert (
        len(list(agency_copies.unmarked_agency(IndexRecords(index_of(link([read_file("-", sources.encode())]))))))
        == number // 2
    )
    assert number // 2 <= looked <= 2 * number
