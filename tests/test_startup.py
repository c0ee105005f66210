"""What a question does not need is not loaded: start-up is part of the product."""

from __future__ import annotations
import __future__

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from tests.readme import ARTICLE

SLOW = {
    "pydantic",
    "tomli",
    "tomllib",
    "tomli_w",
    "rich",
    "click",
    "asyncio",
    "importlib.metadata",
    "http",
    "ssl",
    "socket",
    "ibis",
    "duckdb",
    "pyarrow",
}

LOADED = """
import json, sys
from sahelcli.cli.app import main
try:
    code = main(sys.argv[1:])
except SystemExit as end:  # of a completion
    code = end.code
sys.stdout.flush()
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""


def loaded(environment: dict[str, str], *args: str) -> set[str]:
    """Return the names of all modules that a command line has loaded by its end."""
    child = subprocess.run(
        (sys.executable, "-c", LOADED, *args), env=environment, check=True, capture_output=True, timeout=60, text=True
    )
    code, modules = json.loads(child.stderr.splitlines()[-1])
    assert code == 0
    assert child.stdout
    return set(modules)


@pytest.mark.parametrize(
    "args",
    [
        ("--help",),
        ("timeline", "--help"),
        ("timeline",),
        ("timeline", "--json"),
        ("timeline", "--since", "2023-07", "--json"),
        ("timeline", "--place", "niger"),
        ("quote", "macron", "--json"),
        ("troops", "france", "--limit", "1"),
        ("actor", "tchiani", "--json"),
        ("verify", str(ARTICLE), "--json"),
        ("open", "seed-2023-09-26", "--print"),
        ("cite", "seed-2023-09-26"),
        ("verify", str(ARTICLE)),
    ],
    ids=" ".join,
)
def test_nothing_slow_is_loaded(environment: dict[str, str], args: tuple[str, ...]) -> None:
    loaded(environment, "timeline", "--limit", "1")  # from here on there is an index
    assert loaded(environment, *args) & SLOW == set()


def test_a_question_loads_no_package_but_these(environment: dict[str, str]) -> None:
    """A newer Typer that loads more is seen here; ours and the standard library are apart."""
    loaded(environment, "timeline", "--limit", "1")
    packages = {name.partition(".")[0] for name in loaded(environment, "timeline", "--place", "niger", "--json")}
    ours = {"sahelcli", "__mp_main__"}
    others = {name for name in packages - ours - sys.stdlib_module_names if not name.startswith("_")}
    assert others <= {"typer", "annotated_doc", "shellingham"}


def test_what_no_name_and_no_title_needs_is_not_loaded(environment: dict[str, str]) -> None:
    loaded(environment, "timeline", "--limit", "1")
    modules = loaded(environment, "timeline", "--since", "2023", "--json")
    spared = (
        *("index.question_names", "index.name_lookup", "index.counts", "index.renderings"),
        *("text.search_words", "text.sanitize", "text.shell_quoting", "cli.headings", "phrases"),
    )
    assert modules & {f"sahelcli.{name}" for name in spared} == set()


def test_what_draws_is_loaded_for_a_drawing_alone(environment: dict[str, str]) -> None:
    assert "plotext" in loaded(environment, "troops", "france", "--chart")
    assert "plotext" not in loaded(environment, "troops", "france", "--latest")


def test_styles_of_citation_are_loaded_for_one_alone(environment: dict[str, str]) -> None:
    assert {"citeproc", "lxml"} <= loaded(environment, "cite", "seed-2023-09-26", "--style", "apa")
    assert not {"citeproc", "lxml"} & loaded(environment, "cite", "seed-2023-09-26", "--json")


def test_to_complete_a_name_loads_its_command_alone_and_nothing_slow(environment: dict[str, str]) -> None:
    loaded(environment, "timeline", "--limit", "1")
    modules = loaded(environment | {"_SAHEL_COMPLETE": "line"}, "sahel actor tch")
    assert {name for name in modules if ".commands." in name} == {"sahelcli.cli.commands.actor"}
    assert not {name for name in modules if name.startswith(("sahelcli.answers.", "sahelcli.phrases."))}
    assert modules & SLOW == set()


def test_only_the_command_that_is_called_is_loaded(environment: dict[str, str]) -> None:
    commands = {name for name in loaded(environment, "timeline", "--limit", "1") if ".commands." in name}
    assert commands == {"sahelcli.cli.commands.timeline"}


def test_to_say_the_version_loads_no_command_and_makes_no_application(environment: dict[str, str]) -> None:
    modules = loaded(environment, "--version")
    assert not {name for name in modules if ".commands." in name}
    assert modules & SLOW == set()


def test_the_types_of_named_tuples_are_no_text(environment: dict[str, str]) -> None:
    """`typing.NamedTuple` compiles each annotation that is text: two thirds of the time that such a class takes."""
    question = ("timeline", "--since", "2023-07", "--place", "niger", "--json")
    modules = [import_module(name) for name in loaded(environment, *question) if name.startswith("sahelcli.")]
    made_of_tuples = {
        module.__name__: vars(module).get("annotations") is not __future__.annotations
        for module in modules
        for each in vars(module).values()
        if isinstance(each, type) and hasattr(each, "_fields") and each.__module__ == module.__name__
    }
    assert "sahelcli.query" in made_of_tuples
    assert [name for name, has_types in made_of_tuples.items() if not has_types] == []


def test_no_plugin_of_pydantic_is_looked_for(environment: dict[str, str], tmp_path: Path) -> None:
    """What others have installed neither slows the reading of a dataset nor has a say in it."""
    installed = tmp_path / "plugin-1.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: plugin\nVersion: 1\n")
    (installed / "entry_points.txt").write_text("[pydantic]\nplugin = plugin:none\n")
    (tmp_path / "plugin.py").write_text("import os\nos._exit(77)\n")
    (tmp_path / "a.toml").write_text('[[sources]]\nid = "a"\ntitle = "A"\npublisher = "AFP"\n')
    with_plugin = environment | {"PYTHONPATH": str(tmp_path)}
    looks = (sys.executable, "-c", "import sahelcli.model.kinds")
    assert subprocess.run(looks, check=False, env=with_plugin, timeout=60).returncode == 77
    command = (sys.executable, "-m", "sahelcli", "source", "--json", "-d", str(tmp_path / "a.toml"))
    assert subprocess.run(command, check=False, env=with_plugin, capture_output=True, timeout=60).returncode == 0
