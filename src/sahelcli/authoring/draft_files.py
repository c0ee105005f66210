"""Drafts in files: the text that was kept, and the records in it as far as they can be gone on with."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

from sahelcli.authoring.draft import Draft
from sahelcli.diagnostics.problem import Problem
from sahelcli.errors import SahelError
from sahelcli.filesystem.decoding import decode
from sahelcli.filesystem.discovery import STANDARD_INPUT
from sahelcli.model.kinds import TABLES
from sahelcli.text.quoting import shown
from sahelcli.toml import tokens
from sahelcli.toml.parser import parse


class UnreadableDraft(SahelError):
    """The file of a draft cannot be read."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"--draft {shown(name, 150)}: {why}", "name the file that was said when it was kept")


def read_draft(name: str) -> str:
    """Return the text of a draft; `-` is standard input."""
    try:
        data = _standard_input() if name == STANDARD_INPUT else Path(name).read_bytes()
    except (OSError, ValueError) as error:
        raise UnreadableDraft(name, str(getattr(error, "strerror", None) or error).lower()) from error
    text, problem = decode(data)
    if problem:
        raise UnreadableDraft(name, problem.message)
    return text if text.endswith("\n") or not text else f"{text}\n"


def _standard_input() -> bytes:
    stream: TextIO | None = sys.stdin
    return stream.buffer.read() if stream else b""  # None where it was closed before the start


def drafts_in(kind: str, text: str) -> list[Draft]:
    """Return the records of a text, one of the kind last; none where the text says more than their values."""
    tables = parse(text)
    if isinstance(tables, Problem):
        return []
    has_comments = any(token[0].startswith("#") for token in tokens.structure(text))
    if has_comments or not all(name in TABLES and _holds_tables(records) for name, records in tables.items()):
        return []
    drafts = [Draft(TABLES[name].name, values) for name, records in tables.items() for values in records]
    drafts.sort(key=lambda draft: draft.kind == kind)
    return drafts if drafts and drafts[-1].kind == kind else []


def _holds_tables(records: object) -> bool:
    return isinstance(records, list) and all(isinstance(values, dict) for values in records)
