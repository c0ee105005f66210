"""Ibis, the library that writes one question in the language of each engine; loaded where an engine is asked alone."""

from __future__ import annotations

from sahelcli.errors import MissingLibrary

try:
    import ibis
except ImportError as error:
    raise MissingLibrary("other engines need", "ibis", "engines") from error

__all__ = ["ibis"]
