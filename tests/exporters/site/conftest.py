"""What the tests of the site share: sites of the shipped dataset, made once for all who read them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from unittest.mock import patch

import pytest

from sahelcli.dates.periods import parse_period
from sahelcli.query import Query
from tests.exporters.site.made_site import MadeSite, make_site
from tests.exporters.site.reading import SitePages
from tests.terminal import run_here

BASE = "https://example.org/sahel/"


@pytest.fixture(scope="session")
def shipped(run_variables: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> SitePages:
    """Return the site of the shipped dataset."""
    folder = tmp_path_factory.mktemp("shipped-site")
    result = run_here(("export", "site", "-d", "shipped", "-o", str(folder), "-q"), run_variables, b"")
    assert (result.code, result.stderr) == (0, "")
    return SitePages(folder)


@pytest.fixture(scope="session")
def site(shipped: SitePages) -> MadeSite:
    """The same, as files for machines."""
    return MadeSite(shipped.folder)


@pytest.fixture(scope="session")
def site_home(home: Path) -> Iterator[None]:
    """Keep indexes in the home of the run, where a site is made without the command line."""
    with patch.dict(os.environ, {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")}):
        yield


@pytest.fixture(scope="session")
def placed(site_home: None, tmp_path_factory: pytest.TempPathFactory) -> MadeSite:
    """A site of one month of it, which knows its address."""
    month = Query(on=parse_period("2023-09"))
    return make_site(tmp_path_factory.mktemp("placed") / "site", base=BASE, query=month)
