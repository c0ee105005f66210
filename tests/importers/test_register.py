"""The shelf of importers: what is listed is there, and what is there is listed and told of."""

from __future__ import annotations

from pathlib import Path

import pytest

from sahelcli.importers import IMPORTERS, Importer
from tests.terminal import Sahel

DOCS = Path(__file__).parents[2] / "docs" / "import.md"


@pytest.mark.parametrize("importer", IMPORTERS, ids=lambda importer: importer.name)
def test_each_is_a_module_and_is_told_of(importer: Importer, sahel: Sahel) -> None:
    module = importer.load()
    assert callable(module.form)
    assert callable(module.opened)
    messages = " ".join(sahel("import", "--help").stdout.split())
    assert f"{importer.name} {importer.purpose}" in messages
    assert f"sahel import {importer.name}" in DOCS.read_text("utf-8")
