"""Small datasets for the tests of rules: what `sahel check` says of a text."""

from __future__ import annotations

import json  # whose texts are texts of TOML as well
from collections.abc import Mapping, Sequence

from sahelcli.dataset.linking import link
from sahelcli.dataset.reader import read_file
from sahelcli.rules import RULES, findings


def said(toml: str, code: str) -> list[str]:
    """Return what one rule says of a file, as `line:column: message`; the file itself must be without fault."""
    dataset = link([read_file("-", toml.encode())])
    assert not dataset.diagnostics
    rules = [rule for rule in RULES if rule.code == code]
    return [f"{finding.place.line}:{finding.place.column}: {finding.message}" for finding in findings(dataset, rules)]


def source(record_id: str = "courier", **more: str) -> str:
    """Return a source as TOML; `more` are further keys with their texts."""
    return table("sources", {"id": record_id, "title": "A title", "publisher": "The Courier", **more})


def event(record_id: str = "held", **more: str | list[str]) -> str:
    """Return an event of the source `courier`."""
    return table("events", {"id": record_id, "date": "2026-01-04", "title": "A title", "sources": ["courier"], **more})


def quote(record_id: str, text: str, **more: str | list[str]) -> str:
    """Return a quotation of the actor `speaker`, from the source `courier`."""
    keys = {"id": record_id, "speaker": "speaker", "date": "2026-01-04", "text": text, "language": "en"}
    return table("quotes", {**keys, "sources": ["courier"], **more})


def actor(record_id: str, name: str, **more: str | list[str]) -> str:
    """Return a person."""
    return table("actors", {"id": record_id, "name": name, "kind": "person", "description": "A person.", **more})


def place(record_id: str, name: str, **more: str | list[str]) -> str:
    """Return a city."""
    return table("places", {"id": record_id, "name": name, "kind": "city", **more})


def table(name: str, keys: Mapping[str, str | Sequence[str]]) -> str:
    """Return a record of a table as TOML, its texts and lists of texts as they are."""
    lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in keys.items())
    return f"[[{name}]]\n" + "\n".join(lines) + "\n\n"
