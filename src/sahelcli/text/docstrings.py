"""Docstrings that users read, as help or in a schema, also where Python drops them (-OO)."""

from __future__ import annotations

from typing import Any


def docstring_of(thing: Any) -> str:
    """Return the docstring of a function or class; `python -OO` leaves it away, and then it is read from the source."""
    text: str | None = thing.__doc__
    if text is None:
        import ast  # here and below: Python is rarely started so
        import inspect
        import sys

        module = ast.parse(inspect.getsource(sys.modules[thing.__module__]))
        nodes = (node for node in module.body if isinstance(node, ast.FunctionDef | ast.ClassDef))
        text = next((ast.get_docstring(node, clean=False) for node in nodes if node.name == thing.__name__), None)
    return text or ""
