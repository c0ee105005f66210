"""CONTRIBUTING.md, held to the sources: what it names is there, every room is named, and its numbers are true."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from types import FrameType

import pytest

from sahelcli.cli import app
from sahelcli.cli.commands import COMMANDS
from sahelcli.cli.commands.timeline import timeline
from sahelcli.exporters import EXPORTERS
from sahelcli.formats import Format
from sahelcli.importers import IMPORTERS
from sahelcli.rules import RULES
from tests.terminal import Sahel

TOP = Path(__file__).parents[1]
SOURCES = TOP / "src" / "sahelcli"
TEXT = (TOP / "CONTRIBUTING.md").read_text("utf-8")
MODULES = [path for path in SOURCES.rglob("*.py") if "__pyinstaller" not in path.parts]
ROOMS = {path.name for path in SOURCES.iterdir() if (path / "__init__.py").is_file()} - {"__pyinstaller"}
SHELVES = re.findall(r"^\| `([a-z/]+/)` \| `([a-z_]+\.py)`: `(\w+)` \|", TEXT, re.MULTILINE)
WALK = (  # the functions of the ten steps, but for `run`, which ends the process
    ("cli/app.py", "main"),
    ("cli/option_groups.py", "spread"),
    ("cli/commands/timeline.py", "timeline"),
    ("cli/options.py", "open"),
    ("dataset/locate.py", "locate"),
    ("index/open.py", "open_index"),
    ("filesystem/discovery.py", "find_files"),
    ("index/build/pipeline.py", "make"),
    ("cli/options.py", "query"),
    ("option_values.py", "bounded"),
    ("dates/periods.py", "parse_period"),
    ("cli/list_printing.py", "show"),
    ("query.py", "ask"),
    ("query.py", "resolved"),
    ("index/record_search.py", "select"),
    ("output/__init__.py", "show"),
    ("formats/__init__.py", "render"),
    ("output/streams.py", "print_out"),
    ("formats/plain.py", "render"),
)
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def names_in(file: Path) -> set[str]:
    """Return the functions, methods and classes of a module."""
    nodes = ast.walk(ast.parse(file.read_text()))
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}


def test_the_walk_of_a_command_names_files_and_functions_that_are_there() -> None:
    walk = "1. " + TEXT.split("## Setting up")[0].split("\n1. ")[1]
    assert len(re.findall(r"^\d+\. ", walk, re.MULTILINE)) == 10
    files = [SOURCES / name for name in re.findall(r"`([a-z_/]+\.py)`", walk)]
    assert [file for file in files if not file.is_file()] == []
    names = set().union(*map(names_in, files))
    named = set(re.findall(r"`([a-z_]+|[A-Z][A-Za-z]+)`", walk))
    assert named
    assert named <= names


def test_the_walk_is_in_the_order_in_which_it_happens(sahel: Sahel, tmp_path: Path) -> None:
    path = tmp_path / "new.toml"  # of which there is no index yet
    path.write_text(
        '[[events]]\nid = "a"\ndate = "2023-08-01"\ntitle = "A"\nsources = ["s"]\n'
        '[[sources]]\nid = "s"\ntitle = "S"\npublisher = "P"\nlanguage = "en"\n'
    )
    calls: dict[tuple[str, str], None] = {}

    def remember(frame: FrameType, event: str, _: object) -> None:
        file, name = frame.f_code.co_filename, frame.f_code.co_name
        if event == "call" and file.startswith(f"{SOURCES}/"):
            calls.setdefault((file.removeprefix(f"{SOURCES}/"), name))

    app._parser.cache_clear()  # noqa: SLF001  # as in a process that has read no command line yet
    before = sys.getprofile()
    sys.setprofile(remember)
    try:
        result = sahel("timeline", "--since", "2023-07", "-d", str(path))
    finally:
        sys.setprofile(before)
    assert (result.code, result.stderr) == (0, "")
    assert [call for call in calls if call in WALK] == list(WALK)


def test_the_walk_tells_the_groups_of_options_of_its_command() -> None:
    groups = [each.annotation.__name__ for each in inspect.signature(timeline).parameters.values()]
    told = re.search(r"`timeline` has (\w+) groups of options: (.*?), all in", TEXT, re.DOTALL)
    assert told
    assert (told[1], re.findall(r"`(\w+)`", told[2])) == (NUMBERS[len(groups)], groups)


def test_every_file_and_room_that_is_named_is_there() -> None:
    named = set(re.findall(r"`((?:[a-z_]+/)+(?:[a-z_]+\.py)?)`", TEXT)) - {"dist/"}  # which a release makes
    assert [name for name in named if not any((base / name).exists() for base in (SOURCES, TOP))] == []


def test_every_room_is_named() -> None:
    assert {room for room in ROOMS if f"`{room}/`" not in TEXT} == set()


def test_every_room_is_in_the_drawing() -> None:
    (drawing,) = re.findall(
        r"^(?: {4}.*\n|\n)+", TEXT.split("## The house\n")[1].split("A dataset is TOML")[0], re.MULTILINE
    )
    assert {room for room in ROOMS if not re.search(rf"\b{room}\b", drawing)} == set()


def test_every_single_file_is_named() -> None:
    singles = {path.name for path in SOURCES.glob("*.py")} - {"__init__.py"}
    part = TEXT.split("\nSingle files: ")[1].split("\n\n")[0]
    assert set(re.findall(r"`(\w+\.py)`", part)) == singles


def test_shelves_are_told() -> None:
    assert [folder for folder, _, _ in SHELVES] == re.findall(
        r"^\| `([a-z/]+/)`", TEXT.split("\nShelves")[1].split("\nRooms:")[0], re.MULTILINE
    )


@pytest.mark.parametrize(("folder", "file", "register"), SHELVES)
def test_the_register_of_a_shelf_is_where_it_is_told(folder: str, file: str, register: str) -> None:
    statements = ast.parse((SOURCES / folder / file).read_text("utf-8")).body
    classes = {each.name for each in statements if isinstance(each, ast.ClassDef)}
    assert register in classes | assigned_in(statements)


def modules_with(folder: str, *names: str) -> set[str]:
    """Return the modules below a folder that have all these names at their top, dotted as registers name them."""
    base = SOURCES / folder
    files = [file for file in base.rglob("*.py") if file != base / "__init__.py"]
    having = [file.relative_to(base) for file in files if {*names} <= names_at_top(file)]
    return {".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in having}


def names_at_top(file: Path) -> set[str]:
    """Return the names of functions that a module defines, assigns or imports at its top."""
    nodes = ast.parse(file.read_text("utf-8")).body
    imported = {each.asname or each.name for node in nodes if isinstance(node, ast.ImportFrom) for each in node.names}
    return {function.name for function in functions_in(file)} | assigned_in(nodes) | imported


def assigned_in(statements: Sequence[ast.stmt]) -> set[str]:
    """Return the names that are assigned in statements."""
    return {
        target.id
        for each in statements
        if isinstance(each, ast.Assign)
        for target in each.targets
        if isinstance(target, ast.Name)
    }


def functions_in(file: Path) -> list[ast.FunctionDef]:
    """Return the functions of a module that stand at its top."""
    return [node for node in ast.parse(file.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)]


def test_what_stands_on_a_shelf_is_in_its_register() -> None:
    """A file without its row is there for nobody."""
    commands = {file.stem.removesuffix("_") for file in (SOURCES / "cli" / "commands").glob("[a-z]*.py")}
    assert commands == {command.name for command in COMMANDS}
    assert modules_with("formats", "render") == {*Format, "plain"}
    exporters = modules_with("exporters", "export") | modules_with("exporters", "export_part")
    assert exporters == {each.name for each in EXPORTERS if not (each.is_site or each.is_whole_dataset)}
    assert modules_with("importers", "form", "opened") == {each.module for each in IMPORTERS}


def test_a_function_that_yields_findings_is_a_rule() -> None:
    files = [file for file in (SOURCES / "rules").glob("*.py") if file.stem != "allowances"]  # which two rules call
    yielding = {
        function.name
        for file in files
        for function in functions_in(file)
        if function.returns and ast.unparse(function.returns) == "Iterator[RuleFinding]" and function.name[0] != "_"
    }
    assert yielding == {rule.code.replace("-", "_") for rule in RULES if rule.find}


@pytest.mark.parametrize("format", [*Format, "plain"])
def test_each_format_has_its_module_with_a_render(format: str) -> None:
    module = SOURCES / "formats" / format
    assert "render" in names_in(module / "__init__.py" if module.is_dir() else module.with_suffix(".py"))


def test_the_folders_of_tests_are_those_of_the_sources() -> None:
    folders = {path.parent.relative_to(TOP / "tests") for path in (TOP / "tests").rglob("test_*.py")}
    assert {folder for folder in folders if not (SOURCES / folder).is_dir()} == {Path("torture")}


def test_about_a_third_of_the_modules_has_a_file_of_tests() -> None:
    modules = [path.relative_to(SOURCES) for path in MODULES if path.name != "__init__.py"]
    tested = [path for path in modules if (TOP / "tests" / path.parent / f"test_{path.name}").is_file()]
    assert "about a third of the modules have one" in TEXT
    assert round(3 * len(tested) / len(modules)) == 1


def lengths_of_functions() -> Iterator[int]:
    """Yield the number of lines of each function and method."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield (node.end_lineno or node.lineno) - node.lineno + 1


def test_files_and_functions_are_as_short_as_is_told() -> None:
    told = "at most a hundred lines (one in five has more than 150), nine of ten functions at most fifteen"
    assert told in " ".join(TEXT.split())
    files = [len(path.read_text("utf-8").splitlines()) for path in MODULES]
    assert median(files) <= 100
    assert round(5 * sum(lines > 150 for lines in files) / len(files)) == 1
    functions = sorted(lengths_of_functions())
    assert functions[len(functions) * 9 // 10] <= 15
    assert sum(lines > 30 for lines in functions) < len(functions) / 100
