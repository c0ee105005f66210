"""Coverage sampling: with --cov, a test is traced as long as its cases reach lines and branches that none did before.

Tracing makes Python half as fast. Laws, and cases of a test that go where the cases before it went, are run without,
and so is all that collects and distributes tests: what modules do as they are imported is traced once, by one process.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator
from contextlib import suppress
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest

import sahelcli
from sahelcli.errors import SahelError

_IN_VAIN = 2  # cases of one test that reached nothing new, after which its other cases are not traced


def begin(config: pytest.Config, first: Any, controller: Any) -> None:
    """Have tests sampled. A worker measures twice, of which what it did `first` is written nowhere."""
    config.pluginmanager.register(CoverageSampling(controller))
    worker = hasattr(config, "workerinput")
    if not worker:
        _import_all()
    controller.pause()
    if worker:
        first.cov.stop()  # or it would trace whenever the second pauses


def _import_all() -> None:
    """Have traced what modules do as they are imported: once for all, and by who has nothing else to do."""
    for module in walk_packages(sahelcli.__path__, "sahelcli."):
        with suppress(ImportError, SahelError):  # of a library that is not here
            import_module(module.name)


class CoverageSampling:
    """Plugin that has pytest-cov trace the tests that reach something new."""

    def __init__(self, controller: Any) -> None:
        self._controller = controller
        self._in_vain = Counter[str]()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Trace a test from its fixtures to its end, or not at all."""
        name = item.nodeid.partition("[")[0]
        if self._in_vain[name] >= _IN_VAIN or any(map(item.get_closest_marker, ("hypothesis", "no_cover"))):
            return (yield)
        before = self._reached()
        self._controller.resume()
        try:
            return (yield)
        finally:
            self._controller.pause()
            self._in_vain[name] = 0 if self._reached() > before else self._in_vain[name] + 1

    def _reached(self) -> int:
        """Return how many branches have been reached, without writing them down as the public way does."""
        return sum(map(len, self._controller.cov._collector.data.values()))  # noqa: SLF001
