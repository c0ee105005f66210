"""Deferred modules: what Typer imports and hardly a run uses is loaded at its first use."""

import sys
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from threading import Lock
from types import ModuleType
from typing import Any

NAMES = ("bz2", "ipaddress", "lzma", "numbers", "shellingham", "subprocess", "textwrap", "tokenize")
"""Modules that Typer, or what it imports, asks for nothing while it is loaded."""

_REPLACING = Lock()


class DeferredModule(ModuleType):
    """Stands in `sys.modules` for a module until somebody asks for one of its attributes."""

    def __getattr__(self, attribute: str) -> Any:
        """Return the attribute of the module itself, which is imported now and takes the place of this one."""
        with _REPLACING:
            if sys.modules.get(self.__name__) is self:
                del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), attribute)


def defer(names: tuple[str, ...] = NAMES) -> None:
    """Have each of these modules loaded when it is first used, but for those that are loaded or not installed.

    Only a program does so, for its own process: who imports a library expects its modules whole. The standard
    library's `LazyLoader` would load them with the second `import` statement that names them.
    """
    for name in names:
        if name not in sys.modules and (spec := find_spec(name)):
            sys.modules[name] = module_from_spec(spec)
            sys.modules[name].__class__ = DeferredModule
