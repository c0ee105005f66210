"""What is handed out is whole: the wheel answers from any folder, and the source distribution makes the same wheel."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_bytes
from importlib.metadata import EntryPoint, PathDistribution
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from markdown_it import MarkdownIt

from sahelcli import __version__

ROOT = Path(__file__).parents[1]


def build(target: str, source: Path, folder: Path) -> Path:
    """Build the wheel or the source distribution of `source` into `folder`, offline."""
    command = (sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(folder))
    subprocess.run(command, cwd=source, check=True, capture_output=True, timeout=60)
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel of the checkout."""
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the wheel unpacked, which is all that installing a pure one means."""
    folder = tmp_path_factory.mktemp("site")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def names(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


def test_the_wheel_carries_program_dataset_and_types(wheel: Path) -> None:
    files = (path for path in (ROOT / "src" / "sahelcli").rglob("*.*") if path.parent.name != "__pycache__")
    program = {str(path.relative_to(ROOT / "src")) for path in files}
    dataset = {f"sahelcli/data/{path.name}" for path in (ROOT / "data").iterdir()}
    assert program | dataset | {"sahelcli/py.typed"} <= names(wheel)
    assert "sahelcli/data/events.toml" in dataset
    assert not [name for name in names(wheel) if name.startswith(("tests/", "data/"))]


def test_the_wheel_installs_the_man_page_and_the_completion_where_they_are_looked_for(wheel: Path) -> None:
    installed = {name.partition(".data/data/")[2] for name in names(wheel) if ".data/data/" in name}
    assert installed == {
        "share/man/man1/sahel.1",
        "share/bash-completion/completions/sahel",
        "share/zsh/site-functions/_sahel",
        "share/fish/vendor_completions.d/sahel.fish",
        "share/powershell/completions/sahel.ps1",
    }


def test_the_command_is_installed_and_leads_to_the_program(site: Path) -> None:
    (metadata,) = site.glob("sahel-*.dist-info")
    (entry,) = PathDistribution(metadata).entry_points.select(group="console_scripts")
    assert entry == EntryPoint(name="sahel", value="sahelcli.__main__:run", group="console_scripts")
    assert callable(entry.load())


def test_the_source_distribution_is_complete(wheel: Path, tmp_path: Path) -> None:
    archive = build("sdist", ROOT, tmp_path / "made")
    with tarfile.open(archive) as files:
        files.extractall(tmp_path, filter="data")
    (source,) = tmp_path.glob("sahel-*")
    for name in (
        "README.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "LICENSE",
        "justfile",
        ".ci/run",
        "hatch_build.py",
        "tests/conftest.py",
    ):
        assert (source / name).is_file(), name
    assert names(build("wheel", source, tmp_path / "again")) == names(wheel)


@pytest.mark.parametrize("folder", [None, "/dev/null/home"], ids=["no home", "a home nobody can write to"])
def test_installed_it_answers_from_any_folder(site: Path, tmp_path: Path, folder: str | None) -> None:
    variables = {"PYTHONPATH": str(site), "PATH": os.defpath, "XDG_CACHE_HOME": "/dev/null/cache"}
    variables |= {"HOME": folder} if folder else {}
    where = subprocess.run(
        (sys.executable, "-c", "import sahelcli; print(sahelcli.__file__)"),
        env=variables, cwd=tmp_path, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert where.stdout.startswith(str(site))
    question = ("timeline", "--place", "niger", "--since", "2023-09-24", "--until", "2023-09-24")
    answer = subprocess.run(
        (sys.executable, "-m", "sahelcli", *question),
        env=variables, cwd=tmp_path, check=False, capture_output=True, timeout=60, text=True, encoding="utf-8",
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    assert "2023-09-24-france-announces-niger-withdrawal" in answer.stdout
    assert answer.stderr == ""
    assert list(tmp_path.iterdir()) == []


def build_hook() -> ModuleType:
    """Return the module that hatchling runs when it builds."""
    spec = spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def links(text: str) -> list[tuple[str, str]]:
    """Return the links of a Markdown text as an independent reader finds them, "!" with those of pictures."""
    inline = [token for block in MarkdownIt().parse(text) for token in block.children or ()]
    result = [("!", str(token.attrs["src"])) for token in inline if token.type == "image"]
    return result + [("", str(token.attrs["href"])) for token in inline if token.type == "link_open"]


def test_no_link_of_the_long_description_is_broken(site: Path) -> None:
    """The page of an index is not in the repository: a path from there leads nowhere."""
    (metadata,) = site.glob("sahel-*.dist-info")
    description = message_from_bytes((metadata / "METADATA").read_bytes())
    payload = description.get_payload(decode=True)
    assert isinstance(payload, bytes)
    text = payload.decode()
    readme = (ROOT / "README.md").read_text("utf-8")
    assert description["Description-Content-Type"] == "text/markdown"
    assert [link for _, link in links(text) if not link.startswith("https://")] == []
    assert len([link for _, link in links(readme) if not link.startswith("https://")]) > 15
    assert [line for line in readme.splitlines() if not ("](" in line or line[:2] == "![") and line not in text] == []


def test_with_an_address_every_link_leads_into_the_repository_at_that_version() -> None:
    hook = build_hook()
    address = hook.repository(
        {"Issues": "https://example.org/i", "Source Code": "x", "Source": "https://example.org/x/"}
    )
    text = hook.long_description((ROOT / "README.md").read_text("utf-8"), address, "v1")
    paths = re.findall(r"\]\(https://example\.org/x/(blob|raw)/v1/([^)#]+)", text)
    assert {way for way, _ in paths} == {"blob", "raw"}
    assert [path for _, path in paths if not (ROOT / path).is_file()] == []
    assert [(sign, link) for sign, link in links(text) if (sign == "!") != ("/raw/" in link)] == []
    assert hook.repository({"Documentation": "https://example.org"}) is None


def asked_from(folder: Path, *program: str) -> str:
    """Return what a program that is a file answers in a folder, with nothing of this environment but a home."""
    env = {"HOME": str(folder), "PATH": os.defpath, "LANG": "C.UTF-8", "SHIV_ROOT": str(folder / "shiv")}
    command = (*program, "timeline", "--on", "2023-09-24", "--certain", "--fields", "id")
    answer = subprocess.run(command, env=env, cwd=folder, check=False, capture_output=True, timeout=120, text=True)
    assert (answer.stderr, answer.returncode) == ("", 0)
    drawn = subprocess.run(
        (*program, "troops", "france", "--chart", "--quiet"), env=env, cwd=folder, check=False, capture_output=True,
        timeout=120, text=True,
    )  # fmt: skip
    assert (drawn.stderr, drawn.returncode) == ("", 0)
    return answer.stdout


@pytest.mark.skipif(find_spec("shiv") is None, reason="shiv is not installed")
def test_a_zipapp_answers_from_any_folder(site: Path, tmp_path: Path) -> None:
    """Of shiv, with the wheel alone in it: what it depends on is that of this Python, so that no network is needed."""
    program = tmp_path / "made" / "sahel.pyz"
    program.parent.mkdir()
    made = ("--site-packages", str(site), "--console-script", "sahel", "--output-file", str(program))
    subprocess.run((sys.executable, "-m", "shiv", *made), check=True, capture_output=True, timeout=120)
    (tmp_path / "elsewhere").mkdir()
    result = asked_from(tmp_path / "elsewhere", sys.executable, str(program))
    assert "2023-09-24-france-announces-niger-withdrawal\n" in result
    (extracted,) = (tmp_path / "elsewhere" / "shiv").glob("*/site-packages/sahelcli/cli/__pycache__")
    assert any(extracted.iterdir())  # so that was the program which answered


@pytest.mark.skipif(find_spec("PyInstaller") is None, reason="PyInstaller is not installed")
def test_a_program_of_pyinstaller_answers_from_any_folder(site: Path, tmp_path: Path) -> None:
    """By our hook, which it finds by itself: modules, templates, the dataset and compiled parts of others are in it."""
    left_out = ("--exclude-module", "pyarrow", "--exclude-module", "python_calamine")
    script = str(site / "sahelcli" / "__main__.py")
    subprocess.run(
        (sys.executable, "-m", "PyInstaller", "--name", "sahel", "--log-level", "ERROR", *left_out, script),
        env={**os.environ, "PYTHONPATH": str(site), "PYINSTALLER_CONFIG_DIR": str(tmp_path / "config")},
        cwd=tmp_path, check=True, capture_output=True, timeout=600,
    )  # fmt: skip
    (tmp_path / "elsewhere").mkdir()
    result = asked_from(tmp_path / "elsewhere", str(tmp_path / "dist" / "sahel" / "sahel"))
    assert "2023-09-24-france-announces-niger-withdrawal\n" in result


def test_the_citation_names_this_version() -> None:
    metadata = dict(
        line.split(": ", 1) for line in (ROOT / "CITATION.cff").read_text("utf-8").splitlines() if ": " in line
    )
    assert metadata["version"] == __version__
