"""Git as tests run it: with nothing of the tester's own configuration, without a network, and with this `sahel`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

BIN = Path(sys.executable).parent


def git_variables(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables for git and what it starts; where git is not installed the test is passed over."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    who = {f"GIT_{role}_{what}": "x@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_EDITOR": "true", "GIT_PAGER": "cat", "GIT_ALLOW_PROTOCOL": "file"}
    begin = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "init.defaultBranch", "GIT_CONFIG_VALUE_0": "main"}
    return {**environment, **who, **own, **begin, "PATH": f"{BIN}{os.pathsep}{os.defpath}"}


def run(*command: str, folder: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder; what it prints is text, whatever bytes are in it."""
    return subprocess.run(
        command, cwd=folder, env=env, check=False, capture_output=True, text=True, errors="replace", timeout=120
    )
