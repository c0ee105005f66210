"""Deferred modules: what Typer and Pydantic import and hardly a run uses is loaded at its first use."""

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec
from threading import Lock
from types import ModuleType
from typing import Any

DEFERRED: Mapping[str, tuple[str, ...]] = {
    "base64": (),
    "difflib": ("get_close_matches",),
    "gettext": ("gettext",),
    "importlib.metadata": ("entry_points",),
    "ipaddress": (),
    "numbers": (),
    "secrets": (),
    "shellingham": (),
    "shutil": ("get_terminal_size",),
    "subprocess": (),
    "textwrap": (),
    "tokenize": (),
}
"""The modules, each with the functions that others import from it by name."""

_LOADING = Lock()


def defer() -> None:
    """Have these modules loaded when they are first used, in all of this process.

    Only a program does so: who imports a library expects its modules whole. The `LazyLoader` of the standard library
    would load a module with the second `import` statement that names it.
    """
    sys.meta_path.insert(0, DeferringFinder(sys.meta_path[:]))


def leave_out(*names: str) -> None:
    """Have modules be missing from this process, if it is a program's, which others load where they find them."""
    if any(isinstance(finder, DeferringFinder) for finder in sys.meta_path):
        for name in names:
            sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # as importlib has what is not to be found


class DeferringFinder:
    """Finds deferred modules where other finders do, and makes of each a stand-in."""

    def __init__(self, others: Sequence[Any]) -> None:
        self._others = others
        self._waiting = set(DEFERRED)

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> Any:
        """Return the spec of a stand-in, None for a module that is not deferred, or not any more."""
        if name not in self._waiting:
            return None
        specs = (finder.find_spec(name, path, target) for finder in self._others)
        spec: ModuleSpec | None = next(filter(None, specs), None)
        if spec:
            spec.loader = self  # type: ignore[assignment]  # importlib asks for the next two methods alone
        return spec

    def create_module(self, spec: ModuleSpec) -> None:
        """Leave the making of the module to importlib."""

    def exec_module(self, module: ModuleType) -> None:
        """Make a stand-in of an empty module."""
        module.__class__ = DeferredModule

    def load(self, stand_in: ModuleType) -> ModuleType:
        """Return the module itself, which takes the place of its stand-in."""
        with _LOADING:
            self._waiting.discard(stand_in.__name__)
            if sys.modules.get(stand_in.__name__) is stand_in:
                del sys.modules[stand_in.__name__]
        return import_module(stand_in.__name__)


class DeferredModule(ModuleType):
    """Stands in `sys.modules` for a module until somebody uses it."""

    def __getattr__(self, name: str) -> Any:
        """Return an attribute of the module itself, which is loaded now; for a function, when that is called."""
        if name == "__path__":  # with which importlib asks whether it is a package: a stand-in of one has it
            raise AttributeError(name)
        load = self.__spec__.loader.load  # type: ignore[union-attr]  # ours
        if name not in DEFERRED.get(self.__name__, ()):
            return getattr(load(self), name)

        def function(*args: Any, **more: Any) -> Any:
            return getattr(load(self), name)(*args, **more)

        return function
