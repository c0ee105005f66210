"""docs/python.md tells the truth: its examples are run one after the other, and what they print is compared.

With `python -m tests.test_python_page` it is written as it comes out now.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from sahelcli.library import Dataset
from tests.library.questions import ASKING
from tests.readme import README, ROOT, variables

PAGE = ROOT / "docs" / "python.md"
_BLOCK = re.compile(r"(?<=^```pycon\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)


def as_run(text: str) -> str:
    """Return a page whose examples print what they print now."""
    names: dict[str, Any] = {}
    return _BLOCK.sub(lambda block: _run(block[0], names), text)


def _run(block: str, names: dict[str, Any]) -> str:
    return "".join(_example(each, names) for each in doctest.DocTestParser().get_examples(block))


def _example(example: doctest.Example, names: dict[str, Any]) -> str:
    first, *more = example.source.splitlines(keepends=True)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(example.source, "<page>", "single"), names)  # noqa: S102  # our own page
    return f">>> {first}{''.join(f'... {line}' for line in more)}{printed.getvalue()}"


def test_its_examples_print_what_it_says(environment: Mapping[str, str]) -> None:
    pytest.importorskip("pandas")
    text = PAGE.read_text(encoding="utf-8")
    with patch.dict("os.environ", environment, clear=True):
        assert as_run(text) == text


def test_what_readme_shows_runs(environment: Mapping[str, str]) -> None:
    (block,) = re.findall(r"^```python\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    names: dict[str, Any] = {}
    with patch.dict("os.environ", environment, clear=True):
        exec(compile(block, "<README>", "exec"), names)  # noqa: S102  # our own page
    assert names["answer"].total > 0


def test_every_method_is_in_it() -> None:
    text = PAGE.read_text(encoding="utf-8")
    methods = [name for name in vars(Dataset) if not name.startswith("_")]
    assert sorted(methods) == sorted(ASKING)
    assert [name for name in methods if f"| `{name}(" not in text] == []


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home, patch.dict("os.environ", variables(Path(home)), clear=True):
        PAGE.write_text(as_run(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
