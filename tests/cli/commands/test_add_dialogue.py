"""`sahel add` on a terminal: it asks, completes, checks, explains, shows, and loses nothing."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.dialogue import Dialogue
from tests.terminal import Sahel

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")

Talk = Callable[..., Dialogue]


@pytest.fixture
def talk(environment: dict[str, str], tmp_path: Path) -> Iterator[Talk]:
    """Return `talk(*args, **variables)`, which begins a conversation."""
    with ExitStack() as open_ones:
        own = environment | {"XDG_STATE_HOME": str(tmp_path / "state")}
        yield lambda *args, **more: open_ones.enter_context(Dialogue(args, own | more, tmp_path))


def test_a_first_dataset_by_what_the_program_says_alone(talk: Talk, tmp_path: Path) -> None:  # noqa: PLR0915
    """Begin, add an event with a quotation and its source, make three mistakes, and see it in the timeline."""
    refused = talk("add", "event")
    assert "begin one of your own: `sahel init DIR`, then `sahel add event --data DIR`" in refused.expect("DIR`\n")
    assert refused.end() == 2

    begun = talk("init", "mine")
    begun.expect("to add to it: sahel add event --data mine")
    assert begun.end() == 0

    event = talk("add", "event", "--data", "mine")
    event.expect("Tab completes, Enter alone leaves out what is optional, Ctrl-C stops and keeps what you typed.\n")
    event.expect("When: a year, month or day")
    event.answer("date: ", "31 September 2026")
    assert "error: September has 30 days\n" in event.answer("date: ", "30 September 2026")
    assert "error: write 2026-09-30\n" in event.answer("date: ", "2026-09-30")
    assert "= 30 September 2026" in event.answer("title: ", "Two aid workers held near Tera")
    event.answer("summary (optional): ")
    event.answer("actor (optional): ", "Amina Dialo")
    assert 'error: no actor matches "Amina Dialo"' in event.answer("Make a new actor of it? [y/N] ", "y")
    event.expect("name: Amina Dialo")
    event.type("\x7flo\n")  # the last letter taken back, two more
    event.answer("kind: ", "mayor")
    choices = event.answer("kind: ", "person")
    assert 'error: "kind" cannot be "mayor"\nhint: one of person, state, organization' in choices
    event.answer("description: ", "Mayor of Tera.")
    for question, answer in (("country", ""), ("alias", ""), ("role", "Mayor; exampleville; 2024")):
        event.answer(f"{question} (optional): ", answer)
    event.answer("another role, or Enter: ")
    event.answer("source (optional): ")
    event.answer("id: amina-diallo")
    event.answer("another actor, or Enter: ")
    event.answer("place (optional): ", "exampleville")
    assert "= Exampleville (exampleville)" in event.answer("another place, or Enter: ")
    event.answer("tag (optional): ", "statment")
    assert (
        'error: no tag matches "statment"\nhint: did you mean statement? Tab lists those that there are\n'
        in event.answer("tag (optional): ", "statement")
    )
    event.answer("another tag, or Enter: ")
    event.answer("attributed to (optional): ")
    event.answer("source: ")
    event.expect('error: an event needs "sources"')
    event.answer("source: ", "https://example.org/a")
    event.answer("Make a new source of it? [y/N] ", "yes")
    event.answer("title: ", "Deux humanitaires retenus")
    event.answer("publisher: ", "Le Courrier")
    event.expect("url (optional): https://example.org/a")
    event.type("\n")
    event.answer("published (optional): ", "2026-10")
    for question in ("language", "author", "agency"):
        event.answer(f"{question} (optional): ")
    event.answer("id: le-courrier-2026-10-deux-humanitaires-retenus")
    event.answer("another source, or Enter: ")
    event.answer("id: 2026-09-30-two-aid-workers-held-near-tera")
    block = event.answer("Add this? [Y]es, [e]dit, [n]o: ")
    assert '[[events]]\nid = "2026-09-30-two-aid-workers-held-near-tera"\ndate = "2026-09-30"\n' in block
    event.expect("mine/events.toml:13: added event 2026-09-30-two-aid-workers-held-near-tera")
    event.expect("to see it: sahel timeline --data mine")
    assert event.end() == 0

    quote = talk("add", "quote", "--data", "mine")
    quote.expect("speaker: ")
    quote.type("dia\t\n")
    assert "Amina Diallo" in quote.answer("date: ", "2026-09-30")
    quote.answer("text: ", "Nous [les élus] n'avons « rien » vu…")
    quote.answer("language: ", "French")
    assert 'error: "French" is not a language tag\nhint: BCP 47: fr, en' in quote.answer("language: ", "fr")
    quote.answer("translated? [y/N] ")
    quote.answer("reported? [y/N] ")
    quote.answer("venue (optional): ")
    quote.expect("event (optional): ")
    quote.type("2026\t\n")
    quote.answer("source: ", "le-courrier")
    quote.answer("another source, or Enter: ")
    quote.answer("id: 2026-09-30-diallo-nous-elus-n-avons")
    quote.answer("Add this? [Y]es, [e]dit, [n]o: ", "y")
    assert quote.end() == 0

    seen = talk("timeline", "--data", "mine", "--no-pager")
    assert "Two aid workers held near Tera" in seen.expect("Le Courrier")
    read = talk("quote", "diallo", "--data", "mine", "--no-pager")
    read.expect("“Nous [les élus] n'avons « rien » vu…”")
    assert talk("check", "--strict", "--data", "mine").end() == 0
    assert sorted(path.name for path in (tmp_path / "mine").iterdir()) == sorted(
        [
            *(".gitattributes", "README.md", "dataset.schema.json", "dataset.toml"),
            *("events.toml", "quotes.toml", "figures.toml"),
            *("actors.toml", "places.toml", "sources.toml"),
        ]
    )


def test_no_word_is_broken_on_a_narrow_terminal(sahel: Sahel, talk: Talk) -> None:
    sahel("init", "mine")
    dialogue = talk("add", "event", "--data", "mine", COLUMNS="50").expect("date: ")
    assert "Enter alone leaves out what is\noptional, Ctrl-C stops and keeps what you typed.\n" in dialogue


def test_a_quotation_its_event_and_its_source_in_one_go_then_three_mistakes(  # noqa: PLR0915
    talk: Talk, tmp_path: Path
) -> None:
    """Each mistake is told with its place and the way out; put right, the event is in the timeline."""
    assert talk("init", "mine").end() == 0
    quote = talk("add", "quote", "--data", "mine")
    assert "Who said it: the id of an actor. A name will do, also a new one.\n" in quote.answer("speaker: ", "ada")
    quote.answer("date: ", "2026-09-30")
    quote.answer("text: ", "We were not told.")
    quote.answer("language: ", "en")
    quote.answer("translated? [y/N] ")
    quote.answer("reported? [y/N] ")
    quote.answer("venue (optional): ")
    assert "The title of a new one will do.\n" in quote.answer("event (optional): ", "Two aid workers held near Tera")
    made = quote.answer("Make a new event of it? [y/N] ", "y")
    assert 'error: no event matches "Two aid workers held near Tera"\nhint: Tab lists those that there are\n' in made
    quote.answer("date: ", "2026-09-30")
    quote.expect("title: Two aid workers held near Tera")
    quote.type("\n")
    quote.answer("summary (optional): ")
    quote.answer("actor (optional): ", "ada")
    quote.answer("another actor, or Enter: ")
    quote.answer("place (optional): ", "exampleville")
    quote.answer("another place, or Enter: ")
    quote.answer("tag (optional): ", "statement")
    quote.answer("another tag, or Enter: ")
    quote.answer("attributed to (optional): ")
    quote.answer("source: ", "Two aid workers held")
    quote.answer("Make a new source of it? [y/N] ", "y")
    quote.expect("title: Two aid workers held")
    quote.type("\n")
    quote.answer("publisher: ", "The Courier")
    quote.answer("url (optional): ")
    quote.answer("published (optional): ", "2026-10-01")
    for question in ("language", "author", "agency"):
        quote.answer(f"{question} (optional): ")
    quote.answer("id: the-courier-2026-10-01-two-aid-workers-held")
    assert "Back to the event." in quote.answer("another source, or Enter: ")
    quote.answer("id: 2026-09-30-two-aid-workers-held-near-tera")
    assert "Back to the quote." in quote.answer("source: ", "Two aid workers held")
    quote.answer("another source, or Enter: ")
    quote.answer("id: 2026-09-30-example-we-were-not-told")
    block = quote.answer("[n]o: ")
    assert [block.index(header) for header in ("[[sources]]", "[[events]]", "[[quotes]]")]
    quote.expect("to see it: sahel quote --data mine")
    assert quote.end() == 0

    events = tmp_path / "mine" / "events.toml"
    right = events.read_text("utf-8")
    wrong = right.replace('date = "2026-09-30"', 'date = "2026-09-31"').replace('title = "Two aid', 'titel = "Two aid')
    head, _, tail = wrong.rpartition('"ada-example"')
    events.write_text(f'{head}"ada-exampel"{tail}', "utf-8")
    dialogue = talk("check", "--data", "mine")
    message = dialogue.expect("3 errors")
    assert 'mine/events.toml:15:8: error: September has 30 days [date]\n   15 | date = "2026-09-31"\n' in message
    assert 'mine/events.toml:16:1: error: an event has no key "titel" [unknown-key]\n' in message
    assert "hint: did you mean `title`?\n" in message
    assert 'error: unknown actor "ada-exampel" [unknown-reference]\n' in message
    assert 'hint: did you mean "ada-example"?\n' in message
    assert dialogue.end() == 1
    events.write_text(right, "utf-8")
    seen = talk("timeline", "--data", "mine", "--no-pager")
    seen.expect("Two aid workers held near Tera")
    assert seen.end() == 0


@pytest.fixture
def mine(sahel: Sahel, tmp_path: Path) -> Path:
    """A dataset of one's own, in `mine`."""
    assert sahel("init", "mine").code == 0
    return tmp_path / "mine"


@pytest.mark.usefixtures("mine")
def test_completion_lists_what_fits_and_keeps_what_was_typed(talk: Talk) -> None:
    source = talk("add", "quote", "--data", "mine")
    source.expect("speaker: ")
    source.type("\t\t")
    source.expect("  Ada Example\n  Example Guard\n")
    source.type("ada\t")
    source.expect("Ada Example")
    source.type("\n")
    source.expect("= Ada Example (ada-example)")
    source.type("\x03")
    assert source.end() == 130


@pytest.mark.parametrize("stop", ["\x03", "\x04", "SIGTERM", "SIGHUP"])
def test_what_was_typed_is_kept_where_one_stops(talk: Talk, mine: Path, stop: str) -> None:
    source = talk("add", "source", "--publisher", "AFP", "--data", "mine", "--to", "mine/s.toml")
    source.answer("title: ", "Deux « humanitaires »")
    source.expect("url (optional): ")
    if stop.startswith("SIG"):
        source.signal(signal.Signals[stop])
    else:
        source.type(stop)
    source.expect("what you typed is kept; to go on: sahel add source --data mine --to mine/s.toml --draft ")
    assert source.end() == 130
    path = Path(source.said.split("--draft ")[1].strip())
    assert path.read_text("utf-8") == '[[sources]]\ntitle = "Deux « humanitaires »"\npublisher = "AFP"\n'
    again = talk("add", "source", "--data", "mine", "--to", "mine/s.toml", "--draft", str(path))
    for question in ("url", "published", "language", "author", "agency"):
        again.answer(f"{question} (optional): ")
    again.answer("id: afp-deux-humanitaires")
    again.answer("[n]o: ")
    again.expect("mine/s.toml:1: added source afp-deux-humanitaires")
    assert again.end() == 0
    assert list(path.parent.iterdir()) == []
    assert '"Deux « humanitaires »"' in (mine / "s.toml").read_text("utf-8")


def test_no_keeps_it_too(talk: Talk, mine: Path) -> None:
    before = (mine / "sources.toml").read_bytes()
    source = talk("add", "source", "--title", "T", "--data", "mine")
    source.answer("publisher: ", "AFP")
    for question in ("url", "published", "language", "author", "agency"):
        source.answer(f"{question} (optional): ")
    source.answer("id: afp-t")
    source.answer("[n]o: ", "what?")
    source.answer("[n]o: ", "n")
    source.expect("what you typed is kept")
    source.expect("error: nothing was added")
    assert source.end() == 1
    assert (mine / "sources.toml").read_bytes() == before


@pytest.mark.usefixtures("mine")
def test_an_id_that_is_taken_is_asked_for_again(talk: Talk) -> None:
    actor = talk("add", "actor", "--kind", "person", "--description", "X.", "--name", "Ada Example", "--data", "mine")
    actor.expect("already, at mine/actors.toml:5")
    assert actor.end() == 1  # complete by options, nobody is asked
    dialogue = talk("add", "actor", "--kind", "person", "--name", "Ada Example", "--data", "mine")
    dialogue.answer("description: ", "Another.")
    for question in ("country", "alias", "role", "source"):
        dialogue.answer(f"{question} (optional): ")
    dialogue.expect("id: ada-example-2")
    dialogue.type("\x15ada-example\n")
    dialogue.expect('error: an actor has the id "ada-example" already')
    dialogue.answer("id: ada-example-2")
    dialogue.answer("[n]o: ")
    assert dialogue.end() == 0


KILLED = (
    "add",
    "figure",
    "--force",
    "example-guard",
    "--place",
    "exampleville",
    "--date",
    "2023",
    "--measure",
    "killed",
)


@pytest.mark.usefixtures("mine")
def test_at_least_is_one_number_alone(talk: Talk) -> None:
    figure = talk(*KILLED, "--data", "mine")
    for number in ("low", "high"):
        figure.answer(f"{number} (optional): ", "12")
    assert "One of about, exactly." in " ".join(figure.answer("qualifier (optional): ", "at-least").split())
    for question in ("counts", "attributed to", "wording"):
        figure.answer(f"{question} (optional): ")
    figure.answer("source: ", "example-courier")
    figure.answer("another source, or Enter: ")
    figure.answer("id: ")
    message = figure.answer("low (optional): ", "12")
    assert 'error: "qualifier" says "at-least" beside "high"\n' in message
    assert 'hint: at least is "low" alone: write low = 12, without "high"\n' in message
    figure.answer("high (optional): ")
    assert "low = 12\nsources = " in figure.answer("[n]o: ")
    assert figure.end() == 0


@pytest.mark.usefixtures("mine")
def test_what_one_number_says_is_not_asked_for(talk: Talk) -> None:
    figure = talk(*KILLED, "--low", "12", "--data", "mine")
    figure.answer("high (optional): ")
    assert "qualifier" not in figure.answer("counts (optional): ")


@pytest.mark.usefixtures("mine")
def test_a_figure_is_asked_for_again_as_a_whole(talk: Talk) -> None:
    figure = talk("add", "figure", "--place", "exampleville", "--date", "2023", "--measure", "killed", "--data", "mine")
    for question in ("force", "low", "high", "qualifier", "counts", "attributed to", "wording"):
        figure.answer(f"{question} (optional): ")
    figure.answer("source: ", "example-courier")
    figure.answer("another source, or Enter: ")
    figure.answer("id: exampleville-killed-2023")
    figure.expect('error: a figure needs "low", "high" or both')
    figure.answer("low (optional): ", "12")
    figure.answer("high (optional): ", "10")
    figure.expect('error: "low" (12) is more than "high" (10)')
    figure.answer("low (optional): ", "10")
    figure.answer("high (optional): ", "12")
    figure.expect('error: a figure needs "force"')
    figure.answer("force (optional): ")
    figure.answer("counts (optional): ", "soldiers")
    assert "low = 10\nhigh = 12\ncounts = " in figure.answer("[n]o: ")
    assert figure.end() == 0


@pytest.mark.usefixtures("mine")
def test_the_block_goes_through_an_editor_as_often_as_needed(talk: Talk, tmp_path: Path) -> None:
    script = tmp_path / "editor.sh"
    script.write_text(
        '#!/bin/sh\nif grep -q titel "$1"; then sed -i s/titel/title/ "$1"; else sed -i s/title/titel/ "$1"; fi\n'
    )
    script.chmod(0o755)
    source = talk("add", "source", "--title", "T", "--data", "mine", EDITOR=str(script))
    source.answer("publisher: ", "AFP")
    for question in ("url", "published", "language", "author", "agency"):
        source.answer(f"{question} (optional): ")
    source.answer("id: ")
    source.answer("[n]o: ", "e")
    source.expect("hint: did you mean `title`?")
    source.answer("Edit it again? [Y/n] ")
    source.expect("added source afp-t")
    assert source.end() == 0


def test_two_at_once_take_turns(talk: Talk, mine: Path) -> None:
    first, second = (talk("add", "source", "--title", f"T{number}", "--data", "mine") for number in (1, 2))
    for number, source in enumerate((first, second), start=1):
        source.answer("publisher: ", "AFP")
        for question in ("url", "published", "language", "author", "agency"):
            source.answer(f"{question} (optional): ")
        source.expect(f"id: afp-t{number}")
        source.type("\n")
        source.expect("[n]o: ")
    first.type("\n")
    second.type("\n")
    assert (first.end(), second.end()) == (0, 0)
    assert (mine / "sources.toml").read_text("utf-8").count('publisher = "AFP"') == 2


@pytest.mark.usefixtures("mine")
def test_nothing_hangs_where_input_has_ended(talk: Talk) -> None:
    source = talk("add", "source", "--data", "mine")
    source.expect("title: ")
    started = time.monotonic()
    source.type("\x04")
    assert source.end() == 130
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(("kind", "example"), [("place", "Niamey"), ("actor", "Emmanuel Macron")])
def test_an_example_is_of_the_kind_that_is_added(talk: Talk, kind: str, example: str) -> None:
    assert talk("init", "mine").end() == 0
    adding = talk("add", kind, "--data", "mine")
    assert f"For example: {example}\n" in adding.expect("name: ")
