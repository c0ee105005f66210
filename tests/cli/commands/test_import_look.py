"""`sahel import` before anything is imported: a first look, a dry run, and mappings that are kept in a file."""

from __future__ import annotations

import shlex
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.dialogue import Dialogue
from tests.terminal import Sahel

LOG = """\
date,event,place,lat,lon,who,source
2023-09-24,Soldiers leave,Tera,14.01,0.75,Border Guard,The Courier
2023-09-25,They come back,Tera,14.01,0.75,Border Guard,Le Jour
"""


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the name of a plain chronology in the working folder."""
    monkeypatch.chdir(tmp_path)
    Path("log.csv").write_text(LOG, encoding="utf-8")
    return "log.csv"


def proposed(message: str) -> list[str]:
    """Return the words of the command line that a look names, as a shell reads them."""
    lines = message[message.index("\n  sahel import ") :].split("\n\n", maxsplit=1)[0]
    return shlex.split(lines.replace("\\\n", " "))[1:]


def test_the_command_line_of_a_look_makes_a_whole_dataset(sahel: Sahel, log: str) -> None:
    output = sahel("import", "csv", log).stdout
    words = proposed(output)
    assert words[-2:] == ["-o", "log.toml"]
    assert "`sahel check log.toml` finds what is to be mended" in " ".join(output.split())
    assert sahel(*words).code == 0
    assert sahel("timeline", "-d", "log.toml", "--count").stdout == "2\n"
    assert sahel("check", "log.toml").code == 0


def test_a_table_without_names_is_taken_by_numbers(sahel: Sahel, log: str) -> None:
    Path(log).write_text("2023-09-24,https://a.example\n2023-09-25,https://b.example\n", encoding="utf-8")
    output = sahel("import", "csv", log).stdout
    assert "without a row of names" in output
    assert proposed(output)[3:-2] == ["--header-row", "none", "--map", "date=1", "--map", "source.url=2"]


def test_options_that_are_typed_stay_in_the_command_line(sahel: Sahel, log: str) -> None:
    output = sahel("import", "csv", log, "--as", "place", "--separator", "comma", "--allow-unknown").stdout
    words = proposed(output)
    assert {"--as", "--separator", "--allow-unknown"} <= set(words)
    assert "name=place" in words
    assert sahel(*words).code == 0


def test_a_dry_run_shows_the_first_records_and_writes_nothing(sahel: Sahel, log: str, tmp_path: Path) -> None:
    Path(log).write_text(LOG + "yesterday,x,Tera,14.01,0.75,A,B\n" + LOG.partition("\n")[2].replace("2023", "2024"))
    words = proposed(sahel("import", "csv", log).stdout)[:-2]
    shown = sahel(*words, "--dry-run")
    assert shown.code == 1
    assert "log.csv:4: error: " in shown.stderr
    assert "4 events, 1 actor, 1 place, 2 sources would be written" in shown.stderr
    assert (
        "events: 3 of 4\n"
        "  date        title           actors        places  sources\n"
        "  2023-09-24  Soldiers leave  border-guard  tera    the-courier-"
    ) in shown.stdout
    assert len(tomllib.loads(shown.stdout[shown.stdout.index("[[") :])["events"]) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["log.csv"]
    assert sahel(*words, "--dry-run", "-o", "x.toml").code == 2


def test_a_mapping_is_kept_and_taken_for_the_next_table(sahel: Sahel, log: str) -> None:
    words = proposed(sahel("import", "csv", log).stdout)
    plain = sahel(*words[:-2], "--missing", "n/a", "--missing=-", "--save-map", "log.map").stdout
    assert sahel("import", "csv", log, "--map-file", "log.map").stdout == plain
    Path("next.csv").write_text(LOG.replace("2023", "2024").replace("Le Jour", "n/a"), encoding="utf-8")
    after = sahel("import", "csv", "next.csv", "--map-file", "log.map")
    assert '"n/a" stands in 1 cell and was read as empty' in after.stderr
    region = sahel("import", "csv", log, "--map-file", "log.map", "--set", "place.kind=region")
    assert 'kind = "region"' in region.stdout
    moved = sahel("import", "csv", log, "--map-file", "log.map", "--map", "title=who")
    assert 'title = "Border Guard"' in moved.stdout


def test_a_look_can_be_kept_to_be_corrected(sahel: Sahel, log: str) -> None:
    output = sahel("import", "csv", log, "--save-map", "log.map").stdout
    assert proposed(output) == ["import", "csv", "log.csv", "--map-file", "log.map", "-o", "log.toml"]
    assert tomllib.loads(Path("log.map").read_text(encoding="utf-8"))["map"]["place.name"] == "place"
    assert sahel(*proposed(output)).code == 0


def test_a_kept_mapping_is_written_by_hand_too(sahel: Sahel, log: str) -> None:
    Path("my.map").write_text(
        'as = "event"\nmissing = ["-", "NA"]\nallow-unknown = true\n'
        '[map]\ndate = "date"\ntitle = ["event"]\nplace.name = "place"\n[set]\nplace.kind = "city"\nsources = "x"\n',
        encoding="utf-8",
    )
    made = sahel("import", "csv", log, "--map-file", "my.map")
    assert (made.code, made.stdout.count("[[events]]"), made.stdout.count("[[places]]")) == (0, 2, 1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("map = 3\n", "my.map:1: map must be a table"),
        ('as = "event"\n\nmpa = "x"\n', 'my.map:3: "mpa" is no option of an import\nhint: did you mean map?'),
        ('[map]\ndate = "date"\ntitle = 3\n', "my.map:3: title must be text, or a list of texts"),
        ('[map]\ndate = "date"\n[set]\ntags = ["a", "b"]\n', "my.map:4: tags must be one text, as --set takes it"),
        ('allow-unknown = "yes"\n', "my.map:1: allow-unknown must be true or false"),
        ("missing = []\n", "my.map:1: missing must be text, or a list of texts"),
        ("missing = true\n", "my.map:1: missing must be text, or a list of texts"),
        ('[map\ndate = "date"\n', "my.map:1: "),
        (b"\xff\xfe", "my.map: it is not UTF-8"),
        (None, "cannot read my.map: no such file"),
    ],
)
def test_what_is_wrong_with_a_kept_mapping_is_said_with_its_line(
    sahel: Sahel, log: str, text: str | bytes | None, message: str
) -> None:
    if text is not None:
        Path("my.map").write_bytes(text if isinstance(text, bytes) else text.encode())
    result = sahel("import", "csv", log, "--map-file", "my.map", "-o", "x.toml")
    assert result.code in (2, 3)
    assert message in result.stderr
    assert not Path("x.toml").exists()


def test_a_table_is_never_written_over_by_its_mapping(sahel: Sahel, log: str) -> None:
    assert sahel("import", "csv", log, "--save-map", log).code == 2
    assert Path(log).read_text(encoding="utf-8") == LOG


@pytest.fixture
def talk(environment: dict[str, str], tmp_path: Path) -> Iterator[Callable[..., Dialogue]]:
    """Return `talk(*args)`, which begins a conversation in the folder of the table."""
    with ExitStack() as open_ones:
        yield lambda *args: open_ones.enter_context(Dialogue(args, environment, tmp_path))


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
def test_on_a_terminal_the_columns_are_asked_for(sahel: Sahel, log: str, talk: Callable[..., Dialogue]) -> None:
    dialogue = talk("import", "csv", log)
    dialogue.answer("Go through the columns now? [Y/n] ")
    dialogue.answer("what a row is: event", "s")
    assert 'error: unknown value "events"' in dialogue.answer("what a row is: event")
    dialogue.answer("date: 2023-09-24, 2023-09-25\nkey: date")
    dialogue.answer("key: title", "x")
    assert 'error: an event has no key "titlex"' in dialogue.answer("key: title")
    for key in ("place.name", "place.latitude", "place.longitude"):
        dialogue.answer(f"key: {key}")
    dialogue.expect("key: actor.name")
    dialogue.type("\x15-\n")  # Ctrl-U takes back what stands there
    dialogue.answer("key: source.publisher")
    dialogue.answer("place.kind, of all rows: city")
    message = dialogue.answer("write the records to: log.toml")
    assert "actor" not in message.partition("place.kind, of all rows")[2]
    dialogue.expect("The same without questions:\n\n  sahel import csv log.csv")
    dialogue.expect("2 events, 1 place, 2 sources written")
    assert dialogue.end() == 0
    assert sahel("timeline", "-d", "log.toml", "--count").stdout == "2\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
def test_what_every_record_needs_is_asked_again(sahel: Sahel, log: str, talk: Callable[..., Dialogue]) -> None:
    Path(log).write_text("date,event,link-1,link-2\n2023-01-01,First,https://a.example/1,https://b.example/2\n")
    dialogue = talk("import", "csv", log)
    dialogue.answer("Go through the columns now? [Y/n] ")
    dialogue.answer("what a row is: event")
    for key in ("date", "title", "source.url", "source.url"):
        dialogue.answer(f"key: {key}")
    message = dialogue.answer("source.publisher, of all rows: ")
    assert "no row is imported without source.publisher" not in message
    assert "no row is imported without source.publisher" in dialogue.answer("source.publisher, of all rows: ", "P")
    dialogue.answer("source.title, of all rows: ", "T")
    dialogue.answer("write the records to: log.toml")
    dialogue.expect("1 event, 2 sources written")
    assert dialogue.end() == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
def test_who_wants_no_questions_has_seen_the_look(log: str, talk: Callable[..., Dialogue]) -> None:
    dialogue = talk("import", "csv", log)
    dialogue.answer("Go through the columns now? [Y/n] ", "n")
    assert dialogue.end() == 0
    assert not Path("log.toml").exists()
