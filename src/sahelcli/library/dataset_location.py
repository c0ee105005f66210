"""Location of a dataset opened by the library, as absolute paths that outlast a change of folder."""

from __future__ import annotations

import os

_VARIABLE = "SAHEL_DATA"
_SHIPPED = "shipped"
_STANDARD_INPUT = "-"


class DatasetLocation:
    """The paths given when a dataset was opened, none or several, and the folder they are relative to.

    Raises SahelError for a path that does not exist, UsageError for standard input, which can be read only once.
    """

    def __init__(self, paths: tuple[str, ...]) -> None:
        self._paths = paths
        self._folder = _current_folder()
        self._variable = os.environ.get(_VARIABLE)
        self._located: tuple[str, ...] | None = None
        if self._may_be_wrong():
            _refuse(paths)

    def data(self) -> tuple[str, ...]:
        """Return the values of --data that mean this dataset now: what was named, as long as that means the same."""
        is_here = _current_folder() == self._folder
        if self._paths and is_here:
            return self._paths
        located = self._locate()
        return () if is_here and not self._paths and _now(self._folder) == located else located

    def _may_be_wrong(self) -> bool:
        """Whether a path may not exist, so that opening needs more than a quick check."""
        if not self._paths:
            return self._variable is not None
        return any(path == _STANDARD_INPUT or not (path == _SHIPPED or os.path.lexists(path)) for path in self._paths)

    def _locate(self) -> tuple[str, ...]:
        """Return the absolute paths, the same for every query."""
        if self._located is None:
            from sahelcli.dataset.locate import locate

            environ = {} if self._variable is None else {_VARIABLE: self._variable}
            self._located = locate(self._paths, environ, self._folder)
        return self._located


def _refuse(paths: tuple[str, ...]) -> None:
    from sahelcli.dataset.locate import locate
    from sahelcli.errors import UsageError

    if _STANDARD_INPUT in locate(paths, os.environ):
        raise UsageError("standard input is no dataset to open: it can be read but once", "write it to a file")


def _now(folder: str) -> tuple[str, ...]:
    from sahelcli.dataset.locate import locate

    return locate((), os.environ, folder)


def _current_folder() -> str:
    try:
        return os.getcwd()  # noqa: PTH109  # to load pathlib takes as long as to start Python
    except OSError:  # it has been removed
        return ""
