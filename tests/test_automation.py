"""`sahel check` where nobody types it: the hook of pre-commit, and the action of GitHub."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.git import BIN, git_variables, run
from tests.terminal import Sahel

ROOT = Path(__file__).parents[1]
WORKFLOW = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
HOOKS = ROOT / ".pre-commit-hooks.yaml"
PAGE = (ROOT / "docs" / "git.md").read_text("utf-8")


def broken(dataset: Path) -> None:
    events = dataset / "events.toml"
    events.write_text(events.read_text("utf-8").replace('"2025-11-03"', '"2025-11-33"'), "utf-8")


def pages_of(word: str) -> str:
    """Return the one block of YAML on the page that holds a word."""
    block: str
    (block,) = (block for block in re.findall(r"^```yaml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE) if word in block)
    return block


def test_the_hook_runs_before_a_commit(environment: dict[str, str], sahel: Sahel, tmp_path: Path) -> None:
    """As docs/git.md says, but for what needs a network: the program is the one that is here."""
    program = shutil.which("pre-commit", path=f"{BIN}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        pytest.skip("pre-commit is not installed")
    env = git_variables(environment)
    (tmp_path / "sahel").mkdir()
    shutil.copy(HOOKS, tmp_path / "sahel")
    assert sahel("init", "mine/my-chronology", "--quiet").code == 0
    for folder in ("sahel", "mine"):
        for command in ("git init", "git add .", "git commit -m begun"):
            assert run(*command.split(), folder=tmp_path / folder, env=env).returncode == 0
    revision = run("git", "rev-parse", "HEAD", folder=tmp_path / "sahel", env=env).stdout.strip()
    config = yaml.safe_load(pages_of("repos:"))
    (repository,) = config["repos"]
    repository |= {"repo": str(tmp_path / "sahel"), "rev": revision}
    repository["hooks"][0]["language"] = "system"
    (tmp_path / "mine" / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), "utf-8")
    assert run("git", "add", ".", folder=tmp_path / "mine", env=env).returncode == 0
    assert run(program, "install", folder=tmp_path / "mine", env=env).returncode == 0
    right = run(program, "run", "--all-files", folder=tmp_path / "mine", env=env)
    assert re.fullmatch(r"(?s).*^sahel check\.+Passed\n", right.stdout, re.MULTILINE), right.stdout + right.stderr
    broken(tmp_path / "mine" / "my-chronology")
    wrong = run("git", "commit", "-am", "wrong", folder=tmp_path / "mine", env=env)
    assert wrong.returncode == 1
    assert re.search(r"^sahel check\.+Failed\n", wrong.stderr, re.MULTILINE), wrong.stdout + wrong.stderr
    assert "my-chronology/events.toml:6:8: error: November has 30 days [date]\n" in wrong.stderr


def test_the_hook_checks_a_folder_and_never_what_happens_to_be_there(sahel: Sahel) -> None:
    """Without a path `sahel check` might check the dataset that comes with it, and find that nothing is wrong."""
    (hook,) = yaml.safe_load(HOOKS.read_text("utf-8"))
    assert (hook["entry"], hook["args"], hook["pass_filenames"]) == ("sahel check", ["."], False)
    answer = sahel(*hook["entry"].split()[1:], *hook["args"])
    assert (answer.stdout, answer.code) != ("", 0)


def steps() -> Mapping[str, Mapping[str, Any]]:
    assert ACTION["runs"]["using"] == "composite"
    return {step.get("name") or step["id"]: step for step in ACTION["runs"]["steps"]}


def variables(step: Mapping[str, Any], **values: str) -> dict[str, str]:
    """Return the variables of a step, each expression in them with its value."""
    filled = {"steps.python.outputs.python-path": sys.executable, **values}
    return {name: filled[text.removeprefix("${{ ").removesuffix(" }}")] for name, text in step["env"].items()}


def test_the_action_is_what_the_page_says() -> None:
    document = yaml.safe_load(pages_of("uses:"))
    assert document["permissions"] == {"contents": "read"}
    used = document["jobs"]["check"]["steps"][-1]
    assert set(used["with"]) <= set(ACTION["inputs"])
    assert all(given.get("description") and "default" in given for given in ACTION["inputs"].values())


def test_what_is_used_is_pinned_and_no_input_is_code() -> None:
    of_jobs = [step for job in WORKFLOW["jobs"].values() for step in job["steps"]]
    for step in (*steps().values(), *of_jobs):
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step.get("uses", "a/b@" + "0" * 40))
        assert "${{" not in step.get("run", "")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX")
def test_its_steps_install_and_check(environment: dict[str, str], sahel: Sahel, tmp_path: Path) -> None:
    if shutil.which("bash") is None or find_spec("pip") is None:
        pytest.skip("bash or pip is not installed")
    offline = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0"}  # 0: built with what is here
    runner = environment | offline | {"RUNNER_TEMP": str(tmp_path / "runner temp"), "GITHUB_ACTION_PATH": str(ROOT)}

    def step_run(name: str, **inputs: str) -> subprocess.CompletedProcess[str]:
        step = steps()[name]
        env = runner | variables(step, **{f"inputs.{key}": text for key, text in inputs.items()})
        command = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"])
        return subprocess.run(command, env=env, cwd=tmp_path, check=False, capture_output=True, text=True, timeout=120)

    installed = step_run("install")
    assert installed.returncode == 0, installed.stderr
    assert (tmp_path / "runner temp" / "sahel" / "sahelcli" / "data" / "events.toml").is_file()
    assert sahel("init", "my data", "--quiet").code == 0
    right = step_run("check", path="my data", options="")
    assert (right.stdout, right.stderr, right.returncode) == ("", "", 0)
    broken(tmp_path / "my data")
    wrong = step_run("check", path="my data/events.toml\nmy data\n", options="--strict --skip undated-source")
    assert "::error file=my data/events.toml,line=6,col=8" in wrong.stdout
    assert wrong.returncode == 1
    hostile = step_run("check", path="$(touch pwned)", options="`touch pwned`")
    assert hostile.returncode == 3
    assert not (tmp_path / "pwned").exists()


def test_the_workflow_reads_and_no_more() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert not [name for name, job in WORKFLOW["jobs"].items() if "permissions" in job]
    checkouts = [
        step for job in WORKFLOW["jobs"].values() for step in job["steps"] if "checkout" in step.get("uses", "")
    ]
    assert [step["with"] for step in checkouts] == [{"persist-credentials": False}] * len(WORKFLOW["jobs"])


def test_the_workflow_runs_the_gates_and_the_tests_of_readme() -> None:
    runs = {name: [step["run"] for step in job["steps"] if "run" in step] for name, job in WORKFLOW["jobs"].items()}
    assert runs["gates"] == [".ci/run"]
    (marked,) = re.findall(r"<!-- the tests -->\n```sh\n(.+)\n```", (ROOT / "README.md").read_text("utf-8"))
    assert runs["tests"] == [marked]
    oldest = re.findall(r'requires-python = ">=(.+)"', (ROOT / "pyproject.toml").read_text("utf-8"))
    assert WORKFLOW["jobs"]["tests"]["strategy"]["matrix"]["python"][:1] == oldest


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX")
def test_what_a_new_user_does_first(environment: dict[str, str], tmp_path: Path) -> None:
    """What the workflow does on Windows is done here as well."""
    (step,) = [step for step in WORKFLOW["jobs"]["windows"]["steps"] if "name" in step]
    env = environment | {"PATH": f"{BIN}{os.pathsep}{os.defpath}", "RUNNER_TEMP": str(tmp_path)}
    done = subprocess.run(
        ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]),
        env=env, cwd=tmp_path, check=False, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "no changes\n" in done.stderr


def test_each_version_of_one_day_is_one_that_is_asked_for() -> None:
    """Where this fails, `just lock` writes the file anew."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[\w-]+==[\w.]+( ; .+)?", line)] == []
    pins = {pin.name: str(pin.specifier)[2:] for pin in map(Requirement, lines) if _is_for_this(pin)}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [text for extra in project["optional-dependencies"].values() for text in extra]
    question = [each for each in map(Requirement, (*project["dependencies"], *extras)) if _is_for_this(each)]
    versions = {each: pins.get(canonicalize_name(each.name), "0") for each in question if each.name != "sahel"}
    assert len(versions) > 20
    assert [str(each) for each, version in versions.items() if not each.specifier.contains(version)] == []


def _is_for_this(requirement: Requirement) -> bool:
    """Whether a requirement is for this system and Python."""
    return not requirement.marker or requirement.marker.evaluate()
