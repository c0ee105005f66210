"""The description of the command line, and what is made of it: JSON, man page, reference page, scripts, topics."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from sahelcli.cli.app import application
from sahelcli.cli.commands import COMMANDS
from sahelcli.cli.reference.completion_scripts import SCRIPTS
from sahelcli.cli.reference.description import CommandEntry, describe
from sahelcli.cli.reference.docstring import one_line, parse_docstring
from sahelcli.cli.reference.topics import TOPICS
from sahelcli.errors import ExitCode
from sahelcli.formats import Format
from sahelcli.json_contract import ROWS
from tests.cli.test_help import ALL, helped
from tests.reference.files import ROOT, SCRIPT_FILES, SHARE, files
from tests.terminal import Process, Sahel

ENTRIES = list(describe(COMMANDS))
MAN_PAGE = SHARE / "man" / "man1" / "sahel.1"
SOURCE = ROOT / "src" / "sahelcli"


@pytest.mark.parametrize("path", list(files()), ids=lambda path: path.name)
def test_the_files_are_as_the_commands_are(path: Path) -> None:
    """Where this fails, `python -m tests.reference` writes them."""
    assert path.read_text("utf-8") == files()[path]


def test_nothing_else_is_handed_out_beside_the_program() -> None:
    assert {path for path in SHARE.rglob("*") if path.is_file()} == {path for path in files() if SHARE in path.parents}


# The description


def command(described: dict[str, Any], name: str) -> dict[str, Any]:
    (result,) = (each for each in described["commands"] if each["name"] == name)
    return dict(result)


def option(described: dict[str, Any], name: str, option: str) -> dict[str, Any]:
    (result,) = (each for each in command(described, name)["options"] if option in each["names"])
    return dict(result)


@pytest.fixture
def described(sahel: Sahel) -> dict[str, Any]:
    """`sahel help --json`."""
    result = sahel("help", "--json")
    assert (result.code, result.errors) == (0, b"")
    return dict(result.json())


def test_json_is_utf_8_whatever_the_terminal_speaks(process: Process) -> None:
    answer = process("help", "--json", env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})
    assert "≈" in answer.stdout


def test_json_has_every_command_and_its_parts(described: dict[str, Any]) -> None:
    assert sorted(each["name"] for each in described["commands"]) == sorted(ALL)
    assert {each["code"] for each in described["exit_codes"]} == {code.value for code in ExitCode}
    assert all(each["summary"] and each["usage"].startswith(f"sahel {each['name']}") for each in described["commands"])


@pytest.mark.parametrize("name", ALL)
def test_the_options_are_those_that_typer_reads(described: dict[str, Any], name: str) -> None:
    called, *parts = name.split()
    program: Any = typer.main.get_command(application(next(each for each in COMMANDS if each.name == called)))
    read = program.commands[called]
    for part in parts:
        read = read.commands[part]
    question = [parameter for parameter in read.params if parameter.param_type_name == "option"]
    own = [each for each in command(described, name)["options"] if "--help" not in each["names"]]
    assert {tuple(sorted(parameter.opts)) for parameter in question} == {
        tuple(sorted([*each["names"], *each["aliases"]])) for each in own
    }
    assert {parameter.opts[0]: (parameter.is_flag, parameter.multiple) for parameter in question} == {
        each["names"][0]: (each["value"] is None, each["repeatable"]) for each in own
    }


def test_json_says_what_an_option_takes(described: dict[str, Any]) -> None:
    assert option(described, "timeline", "--format") == {
        "names": ["-f", "--format"],
        "aliases": [],
        "parameter": "format",
        "value": "FORMAT",
        "heading": "Output",
        "meaning": "table, json, jsonl, csv, tsv or markdown; otherwise by the suffix of --output.",
        "required": False,
        "repeatable": False,
        "usual": True,
        "default": None,
        "choices": [*Format],
        "completes": {"words": [*Format]},
    }
    place = option(described, "quote", "--place")
    assert (place["repeatable"], place["default"], place["completes"]) == (True, [], {"names": ["place"]})
    assert option(described, "stats", "--by")["default"] == "kind"
    assert option(described, "timeline", "--certain")["default"] is False
    assert option(described, "timeline", "--certain")["value"] is None
    assert option(described, "timeline", "--since")["aliases"] == ["--from"]
    (ids,) = command(described, "show")["arguments"]
    assert (ids["names"], ids["required"], ids["repeatable"]) == (["ID"], True, True)
    assert command(described, "troops")["rows"] == ["figure", "difference"]


def test_what_has_a_default_accepts_it(sahel: Sahel) -> None:
    sahel("timeline", "-n", "1")
    for each in ENTRIES:
        for parameter in each.options:
            if isinstance(parameter.default, str) and parameter.choices:
                assert parameter.default in parameter.choices


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_words_that_the_help_lists_are_the_choices(entry: CommandEntry) -> None:
    for parameter in (*entry.options, *entry.arguments):
        for choice in parameter.choices if parameter.choices != (*entry.parts,) else ():
            if "as listed above" not in parameter.meaning and parameter.word != "COMMAND|TOPIC":
                assert re.search(rf"\b{re.escape(choice)}\b", parameter.meaning), (parameter.names, choice)


def test_kinds_of_rows_are_those_of_the_contract() -> None:
    kinds = {kind for each in COMMANDS for kind in each.rows}
    assert kinds <= set(ROWS)
    assert set(ROWS) - kinds == {"place"}  # of `show` alone, within its page


def test_the_parts_of_a_docstring() -> None:
    text = """Do it.

    More
    of it.

    \b
    Forms:
      a  one

    \b
    Example:
      do a \\
        --b c
    """
    parsed = parse_docstring(text)
    assert (parsed.summary, parsed.paragraphs) == ("Do it.", ("More of it.",))
    assert parsed.lists[0].items[0] == ("a", "one")
    assert [one_line(example) for example in parsed.examples] == ["do a --b c"]


# Topics


def typed_examples() -> Iterator[str]:
    for topic in TOPICS:
        for section in topic.sections:
            yield from (entry.example for entry in section.entries if entry.example)


@pytest.mark.parametrize("line", list(typed_examples()))
def test_the_examples_of_topics_run(sahel: Sahel, line: str) -> None:
    words = shlex.split(line)
    variables = dict(word.split("=", 1) for word in words[: words.index("sahel")])
    result = sahel(*words[words.index("sahel") + 1 :], env=variables)
    assert (result.code, result.stderr.count("error:")) == (0, 0)
    assert result.output or "check" in words or "1999" in words  # which are silent where nothing is wrong, or there


def test_every_form_of_a_date_that_is_taught_is_one(sahel: Sahel, tmp_path: Path) -> None:
    (dates,) = (topic for topic in TOPICS if topic.name == "dates")
    taught = [entry.name for section in dates.sections for entry in section.entries if entry.name.startswith('"')]
    assert len(taught) == 10
    events = "".join(
        f'[[events]]\nid = "e{number}"\ndate = {date}\ntitle = "Held {number}"\nsources = ["s"]\n'
        for number, date in enumerate(taught)
    )
    source = '[[sources]]\nid = "s"\ntitle = "T"\npublisher = "P"\n'
    (tmp_path / "all.toml").write_text(source + events, "utf-8")
    assert sahel("timeline", "-d", "all.toml", "--count").stdout == "10\n"


def test_every_exit_code_is_taught(sahel: Sahel) -> None:
    text = helped(sahel, "help", "exit-codes")
    assert re.findall(r"^  (\d+) ", text, re.MULTILINE) == [str(code.value) for code in ExitCode]


READ = re.compile(r"""environ(?:\.get\(|\[)\s*["']([A-Z_]+)["']|["'](SAHEL_[A-Z_]+)["']""")
_ELSEWHERE = {  # variables in a table of their own, and where they are read
    "output/browser.py": ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"),
    "authoring/editor.py": ("VISUAL", "EDITOR"),
    "dataset/locate.py": ("SAHEL_DATA",),
}


def variables_read() -> set[str]:
    texts = {str(path.relative_to(SOURCE)): path.read_text("utf-8") for path in SOURCE.rglob("*.py")}
    listed = {name for path, names in _ELSEWHERE.items() for name in names if f'"{name}"' in texts[path]}
    return listed | {name for text in texts.values() for match in READ.findall(text) for name in match if name}


def test_every_variable_that_is_read_is_taught() -> None:
    (environment,) = (topic for topic in TOPICS if topic.name == "environment")
    taught = {name for section in environment.sections for each in section.entries for name in each.name.split(", ")}
    read = variables_read()
    assert {"SAHEL_DATA", "SAHEL_PAGER", "NO_COLOR", "VISUAL", "BROWSER", "SSH_TTY", "XDG_CACHE_HOME"} <= read
    assert read - taught == set()


# The command


@pytest.mark.parametrize("name", ALL)
def test_help_of_a_command_is_what_its_option_prints(sahel: Sahel, name: str) -> None:
    assert helped(sahel, "help", *name.split()) == helped(sahel, *name.split(), "--help")


def test_help_alone_is_that_of_the_program(sahel: Sahel) -> None:
    assert helped(sahel, "help") == helped(sahel, "--help")


@pytest.mark.parametrize(
    ("typed", "fault", "hint"),
    [
        ("help qoute", 'unknown value "qoute" for COMMAND', "did you mean"),
        ("help add evnt", 'unknown value "evnt" for KIND', 'did you mean "event"?'),
        ("help date", 'unknown value "date" for COMMAND', 'did you mean "dates"?'),
        ("help quote macron", "`sahel quote` has no part", "`sahel help quote`"),
        ("help quote --json", "--json is of all commands at once", "`sahel help --json`"),
        ("completion tcsh", 'unknown value "tcsh" for SHELL', "one of bash, zsh, fish, powershell"),
        ("completion", "missing argument SHELL", "bash, zsh, fish or powershell"),
    ],
)
def test_what_there_is_no_help_for_is_wrong_use(sahel: Sahel, typed: str, fault: str, hint: str) -> None:
    result = sahel(*typed.split())
    assert (result.code, result.output) == (2, b"")
    assert fault in result.stderr
    assert hint in result.stderr


@pytest.mark.parametrize("width", [20, 40, 60, 80, 140])
@pytest.mark.parametrize("subject", ["", "quote", "import", "add event", "dates", "exit-codes", "environment"])
def test_help_fits_any_width(sahel: Sahel, subject: str, width: int) -> None:
    text = sahel("help", *subject.split(), env={"COLUMNS": str(width)}).stdout
    assert text.startswith(("Usage:", *(topic.summary[:10] for topic in TOPICS)))
    typed = [line for line in text.splitlines() if not re.match(r" +(\$ |sahel |--)|Usage:", line)]
    assert max(len(line) for line in typed if " " in line.strip()) <= max(min(width, 100), 60)


# The man page and the scripts


def test_the_man_page_is_drawn_without_a_warning() -> None:
    if shutil.which("groff") is None:
        pytest.skip("groff is not installed")
    drawn = subprocess.run(
        ("groff", "-man", "-ww", "-Tutf8", "-rLL=80n", str(MAN_PAGE)), check=True, capture_output=True, timeout=60
    )
    assert drawn.stderr == b""
    text = re.sub(r"\x1b\[[0-9;]*m|.\x08", "", drawn.stdout.decode())
    for words in (
        "--not-publisher NAME",
        "sahel show 2023-09-24-france-announces-niger-withdrawal",
        "≈",
        "EXIT STATUS",
    ):
        assert words in text


def test_the_man_page_has_no_fault_that_mandoc_finds() -> None:
    if shutil.which("mandoc") is None:
        pytest.skip("mandoc is not installed")
    question = ("mandoc", "-T", "lint", "-W", "warning", str(MAN_PAGE))
    result = subprocess.run(question, check=False, capture_output=True, text=True, timeout=60).stdout.splitlines()
    assert [line for line in result if "missing date" not in line] == []  # it is of a version, not of a day


def test_man_finds_it_where_the_wheel_puts_it() -> None:
    if shutil.which("man") is None:
        pytest.skip("man is not installed")
    question = ("man", "-M", str(SHARE / "man"), "-P", "cat", "1", "sahel")
    shown = subprocess.run(
        question,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
    )
    assert shown.stderr == ""
    assert re.search(r"N.?A.?M.?E", shown.stdout)


@pytest.mark.parametrize("shell", list(SCRIPTS))
def test_the_script_that_is_printed_is_the_one_that_is_installed(sahel: Sahel, shell: str) -> None:
    assert sahel("completion", shell).stdout == SCRIPT_FILES[shell].read_text("utf-8")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_is_read_by_its_shell(shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    read = subprocess.run((shell, "-n", str(SCRIPT_FILES[shell])), check=False, capture_output=True, timeout=60)
    assert (read.returncode, read.stderr) == (0, b"")


def test_the_script_of_powershell_is_read_by_it() -> None:
    if shutil.which("pwsh") is None:
        pytest.skip("PowerShell is not installed: its script is held to its text alone")
    code = f"[scriptblock]::Create((Get-Content -Raw '{SCRIPT_FILES['powershell']}')) | Out-Null"
    read = subprocess.run(("pwsh", "-NoProfile", "-Command", code), check=False, capture_output=True, timeout=120)
    assert (read.returncode, read.stderr) == (0, b"")


def test_the_braces_and_quotes_of_powershell_are_closed() -> None:
    text = re.sub(r"#.*", "", SCRIPTS["powershell"])
    bare = re.sub(r'"(?:`.|[^"`])*"|\'[^\']*\'', "", text)
    assert [bare.count(sign) for sign in "({["] == [bare.count(sign) for sign in ")}]"]
    assert not set(bare) & set("\"'")


def test_shown_examples_are_of_commands_that_there_are() -> None:
    text = (ROOT / "docs" / "commands.md").read_text("utf-8")
    assert [name for name in ALL if f"\n## sahel {name}\n" not in text] == []
