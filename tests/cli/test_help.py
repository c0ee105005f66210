"""Help is part of the product: it is complete, it fits, its examples run, and what is mistyped is understood."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sahelcli.cli.commands import COMMANDS
from sahelcli.cli.reference.topics import TOPICS
from sahelcli.model import KIND_NAMES
from tests.readme import ARTICLE
from tests.terminal import Process, Sahel, Terminal

NAMES = [command.name for command in COMMANDS]
ASKING = [command.name for command in COMMANDS if command.panel == "Ask"]
ALL = [*NAMES, *(f"{command.name} {part}" for command in COMMANDS for part in command.parts)]
HEADINGS = ("Arguments", "Options", "More options")
NEEDS_MORE = {
    "show": ["show", "2023-09-24-france-announces-niger-withdrawal"],
    "search": ["search", "itte"],
    "sql": ["sql", "stats"],  # whose options its examples show
}


def helped(sahel: Sahel, *args: str) -> str:
    result = sahel(*args)
    assert (result.code, result.stderr) == (0, "")
    return result.stdout


def options_of(text: str) -> set[str]:
    return set(re.findall(r"^  .*?(--[a-z-]+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", ["", *NAMES])
def test_both_ways_to_ask_give_the_same(sahel: Sahel, name: str) -> None:
    words = [name] if name else []
    text = helped(sahel, *words, "--help")
    assert text == helped(sahel, *words, "-h")
    assert text.startswith(f"Usage: sahel {name}".rstrip())
    assert "\x1b" not in text


def test_nothing_asked_is_answered_with_help(sahel: Sahel) -> None:
    assert helped(sahel) == helped(sahel, "--help")


def test_help_has_no_colours_in_a_pipe_whatever_the_environment(process: Process) -> None:
    for args in (("--help",), ("quote", "--help")):
        forced = process(*args, env={"FORCE_COLOR": "1", "CLICOLOR_FORCE": "1", "GITHUB_ACTIONS": "true"})
        assert (forced.code, forced.output) == (0, process(*args).output)
        assert b"\x1b" not in forced.output


def test_headings_are_strong_on_a_terminal_that_can(terminal: Terminal) -> None:
    text = terminal("quote", "--help").stdout
    strong = re.findall(r"\x1b\[1m(.*?)\x1b\[0m", text)
    assert strong == ["Usage:", "  Examples:", "Arguments:", "Options:", "More options:"]
    assert "\x1b" not in terminal("quote", "--help", env={"NO_COLOR": "1"}).stdout


def test_a_page_that_does_not_fit_is_paged(terminal: Terminal) -> None:
    env = {"SAHEL_PAGER": "sed -n '1s/^/paged: /p'"}
    for typed in (("quote", "--help"), ("help", "quote"), ("help", "dates")):
        assert terminal(*typed, lines=24, env=env).text.startswith("paged: ")
        assert not terminal(*typed, lines=1000, env=env).text.startswith("paged: ")


def test_the_program_lists_its_commands_a_line_each(sahel: Sahel) -> None:
    text = helped(sahel, "--help")
    listed = re.findall(r"^  ([a-z]+) +([A-Z].*)$", text[text.index("Ask:") :], re.MULTILINE)
    assert [name for name, _ in listed] == NAMES
    assert all(sentence.endswith(".") and not sentence.endswith("...") for _, sentence in listed)


def test_the_program_names_the_topics(sahel: Sahel) -> None:
    text = helped(sahel, "--help")
    assert re.findall(r"^  help ([a-z-]+)  +[A-Z]", text, re.MULTILINE) == [topic.name for topic in TOPICS]
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("name", ASKING)
def test_examples_come_first_then_arguments_then_options_in_groups(sahel: Sahel, name: str) -> None:
    text = helped(sahel, name, "--help")
    examples = text.index("Examples:")
    headings = re.findall(r"^(\S.*):$", text, re.MULTILINE)
    assert all(examples < text.index(f"\n{heading}:") for heading in headings)
    assert ("Arguments" not in headings) or headings[0] == "Arguments"
    assert headings[-1] in ("Options", "More options")
    assert len(headings) == len(set(headings))


@pytest.mark.parametrize("name", ALL)
def test_examples_are_there_and_nothing_is_wider_than_a_terminal(sahel: Sahel, name: str) -> None:
    text = helped(sahel, *name.split(), "--help")
    assert re.search("^  Examples?:\n    sahel ", text, re.MULTILINE)
    assert [line for line in text.splitlines() if len(line) > 80] == []
    assert "{" not in text.splitlines()[0]


@pytest.mark.parametrize("name", ASKING)
def test_groups_stand_in_the_same_order_everywhere(sahel: Sahel, name: str) -> None:
    headings = re.findall(r"^(\S.*):$", helped(sahel, name, "--help"), re.MULTILINE)
    assert headings == [heading for heading in HEADINGS if heading in headings]


@pytest.mark.parametrize("name", [name for name in ALL if name != "add"])
def test_every_option_says_what_it_does(sahel: Sahel, name: str) -> None:
    text = helped(sahel, *name.split(), "--help")
    rows = re.findall(r"^  (-\S.*?)(?:  +(\S.*))?$(?:\n +(\S.*))?", text, re.MULTILINE)
    assert rows
    assert [names for names, beside, beneath in rows if not (beside or beneath)] == []
    assert "--from" not in options_of(text)
    assert ("--to" in options_of(text)) == name.startswith("add")


@pytest.mark.parametrize("name", [*ASKING, "schema", "help"])
def test_every_example_runs(sahel: Sahel, name: str, tmp_path: Path) -> None:
    shutil.copy(ARTICLE, tmp_path / "article.txt")
    text = helped(sahel, name, "--help")
    examples = re.findall(r"^    sahel (.+)$", text[text.index("Examples:") :], re.MULTILINE)
    assert examples
    for example in examples:
        words = shlex.split(example.partition(">")[0])
        result = sahel(*words)
        assert (example, result.code, result.stderr.count("error:")) == (example, 0, 0)
        assert result.output or any((tmp_path / word).exists() for word in words)


def test_the_examples_of_the_program_run(sahel: Sahel) -> None:
    examples = re.findall(r"^    sahel (.+)$", helped(sahel, "--help"), re.MULTILINE)
    assert len(examples) == 3
    assert [sahel(*example.split()).code for example in examples] == [0, 0, 0]


LISTS = "`sahel timeline --help` lists the options"


@pytest.mark.parametrize(
    ("typed", "fault", "hint"),
    [
        ("timelin", 'no such command "timelin"', 'did you mean "timeline"?'),
        ("qoute", 'no such command "qoute"', 'did you mean "quote"?'),
        ('"quote\'s"', 'no such command "quote\'s"', 'did you mean "quote"?'),
        ("zzzz", 'no such command "zzzz"', "`sahel --help` lists the commands, `sahel COMMAND --help` their options"),
        ("add evnt", 'unknown value "evnt" for KIND', f'did you mean "event"? one of {", ".join(KIND_NAMES)}'),
        ("version", 'no such command "version"', "did you mean --version?"),
        ("--json timeline", "no such option: --json", "the options of a command follow it: `sahel timeline --json`"),
        ("-d mine timeline", "no such option: -d", "the options of a command follow it: `sahel timeline -d`"),
        ("timeline --year 2023", "no such option: --year", "did you mean --on?"),
        ("quote --speaker macron", "no such option: --speaker", "did you mean --actor?"),
        ("timeline --start 2023", "no such option: --start", "did you mean --since?"),
        ("schema --year 2023", "no such option: --year", "`sahel schema --help` lists the options"),
        ("add event --xyzzy", "no such option: --xyzzy", "`sahel add event --help` lists the options"),
        ("timeline --sinec 2023", "no such option: --sinec", "did you mean --since?"),
        ("troops --latets", "no such option: --latets", "did you mean --latest?"),
        ("timeline --xyzzy", "no such option: --xyzzy", LISTS),
        ("timeline -x", "no such option: -x", LISTS),
        ("timeline --json=1", "--json takes no value", LISTS),
        ("timeline --on", "--on needs a value", "`--on DATE`: only this year, quarter, month or day"),
        (
            "search",
            "missing argument WORD...",
            '`sahel search WORD...`: words to find, all of them; "a phrase"; a beginning*',
        ),
        ("show", "missing argument ID...", "`sahel show ID...`: an id, the beginning of one, or quote:ID"),
        ("init", "missing argument DIR", "`sahel init DIR`: a new folder, or an empty one"),
    ],
)
def test_what_is_mistyped_is_wrong_use_with_a_way_out(sahel: Sahel, typed: str, fault: str, hint: str) -> None:
    result = sahel(*shlex.split(typed))
    assert (result.code, result.output, result.stderr) == (2, b"", f"error: {fault}\nhint: {hint}\n")


@pytest.mark.parametrize(
    ("typed", "word", "hint"),
    [
        ("timeline 2023-09", "2023-09", "did you mean --on 2023-09?"),
        ("timeline since 2023", "since", "did you mean --since?"),
        ("timeline json", "json", "did you mean --json?"),
        ("timeline csv", "csv", "did you mean --format csv?"),
        ("timeline coup", "coup", "did you mean --tag coup?"),
        ("stats month", "month", "did you mean --by month?"),
        ("troops france withdrawn", "withdrawn", "did you mean --measure withdrawn?"),
        ("init a extra", "extra", "`sahel init --help` lists what it takes"),
        ("timeline niger", "niger", "did you mean --about niger?"),
        ("timeline burkina faso", "burkina", "did you mean --about 'burkina faso'?"),
        ("export csl niger", "niger", "did you mean --about niger?"),
        (
            "quote emmanuel macron",
            "macron",
            "did you mean --about macron? a name of several words stands in quotes: 'emmanuel macron'",
        ),
    ],
)
def test_what_nothing_takes_is_an_option_as_a_rule(sahel: Sahel, typed: str, word: str, hint: str) -> None:
    assert sahel("timeline", "-n", "1").code == 0  # from here on there is an index, in which tags are looked up
    result = sahel(*typed.split())
    assert (result.code, result.output) == (2, b"")
    assert result.stderr == f'error: unexpected argument "{word}"\nhint: {hint}\n'


@pytest.mark.parametrize("name", ASKING)
def test_a_letter_too_many_in_any_option_is_understood(sahel: Sahel, name: str) -> None:
    words = NEEDS_MORE.get(name, [name])
    for option in sorted(options_of(helped(sahel, name, "--help")) - {"--on", "--help"}):
        result = sahel(*words, f"{option}x", "1")
        assert result.code == 2
        assert result.stderr == f"error: no such option: {option}x\nhint: did you mean {option}?\n"


def test_the_version(sahel: Sahel) -> None:
    assert re.fullmatch(r"sahel \d+\.\d+\.\d+\S*\n", helped(sahel, "--version"))


def test_python_without_docstrings_says_the_same(sahel: Sahel, environment: dict[str, str]) -> None:
    lines = ["--help", *(f"{name} --help" for name in ALL), "schema", "schema --output page"]
    usual = [helped(sahel, *line.split()) for line in lines]
    program = (
        "import sys; from sahelcli.cli.app import main; sys.exit(any(main(line.split()) for line in sys.argv[1:]))"
    )
    bare = subprocess.run(
        [sys.executable, "-OO", "-c", program, *lines], env=environment, capture_output=True, check=True
    )
    assert min(map(len, usual)) > 200
    assert bare.stdout.decode() == "".join(usual)
