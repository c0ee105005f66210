"""A type checker knows what a program asks and is answered: every option, every key of a row."""

from __future__ import annotations

from pathlib import Path

import pytest

PROGRAM = """\
import sahelcli as sahel

data = sahel.open("shipped", strict=True)
reveal_type(data.timeline(place="niger", on=2023, certain=True)[0])
reveal_type(data.troops("france", differ=True)[0]["groups"])
reveal_type(data.troops("france")[0]["low"])
reveal_type(data.actor("macron")[0]["first_event"])
reveal_type(data.actor()[0]["type"])
reveal_type(data.timeline()[0:2])
reveal_type(data.timeline().total)
data.timeline()[0]["titel"]
data.timeline(plaec="niger")
data.timeline(certain="yes")
data.stats(by=2)
sahel.opne("shipped")
"""
LIBRARIES = ("hypothesis", "IPython", "markdown_it", "numpy", "polars", "prompt_toolkit", "sqlalchemy")
OTHERS = ",".join(f"{library}.*" for library in LIBRARIES)  # of which neither rows nor options are made
SKIP = "follow_imports = skip\nfollow_imports_for_stubs = true\n"
REVEALED = [
    "TypedDict(sahelcli.json_contract.EventRow",
    "list[TypedDict(sahelcli.json_contract.GroupRow",
    "int | None",
    "TypedDict(sahelcli.json_contract.EventRow",
    "str",
    "list[TypedDict(sahelcli.json_contract.EventRow",
    "int",
]
REFUSED = ["typeddict-item", "call-arg", "arg-type", "arg-type", "attr-defined"]


def test_mypy_sees_the_rows_and_the_options(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """What mypy knows of modules that have not changed since the last run is kept with what pytest keeps."""
    api = pytest.importorskip("mypy.api")
    pytest_cache: pytest.Cache | None = getattr(request.config, "cache", None)
    cache = pytest_cache.mkdir("mypy") if pytest_cache else tmp_path / "mypy"
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    config = tmp_path / "mypy.ini"
    config.write_text(f"[mypy]\nstrict = true\n[mypy-{OTHERS}]\n{SKIP}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    message, _, code = api.run([f"--config-file={config}", "--no-error-summary", f"--cache-dir={cache}", str(program)])
    lines = message.splitlines()
    revealed = [line.partition('Revealed type is "')[2].replace("'", "") for line in lines if "Revealed type" in line]
    errors = [line.rpartition("[")[2].rstrip("]") for line in lines if ": error: " in line]
    assert len(revealed) == len(REVEALED)
    assert all(line.startswith(start) for line, start in zip(revealed, REVEALED, strict=True)), revealed
    assert (errors, code) == (REFUSED, 1), message
