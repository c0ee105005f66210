"""Web addresses of a record's sources, or of their archived copies, each once, in the order people read sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sahelcli.answers.record_page import identify
from sahelcli.errors import NoError
from sahelcli.index.open import Index
from sahelcli.json_contract import citation_of
from sahelcli.phrases import count, in_order, sources_of
from sahelcli.query import record
from sahelcli.report import Row
from sahelcli.text.json_text import encode
from sahelcli.text.sanitize import web_address

if TYPE_CHECKING:
    from sahelcli.json_contract import AddressRow, Citation
    from sahelcli.row_types import RecordRow

_OTHER_COMMANDS = {
    "place": "`sahel timeline --place {}` has what happened there",
    "actor": "`sahel actor {}` has what names it",
}


class NoSources(NoError):
    """A record that cites no source: a place, or an actor entered without one."""

    def __init__(self, kind: str, record_id: str) -> None:
        hint = _OTHER_COMMANDS.get(kind, "`sahel check` says what it lacks")
        super().__init__(f"{kind}:{record_id} cites no source", hint.format(record_id))


class NoAddress(NoError):
    """None of the sources of a record has an address of the web, or a copy in an archive where that was asked for."""

    def __init__(self, kind: str, record_id: str, number: int, *, archived: bool, otherwise: bool) -> None:
        whose = (
            f"{kind}:{record_id}" if kind == "source" else f"none of {count(number, 'source')} of {kind}:{record_id}"
        )
        lacks = "archived copy" if archived else "address of the web"
        message = f"{whose} has no {lacks}" if kind == "source" else f"{whose} has an {lacks}"
        other = "leave --archive out for the address itself" if archived else "--archive opens the archived copy"
        super().__init__(message, other if otherwise else f"`sahel show {kind}:{record_id}` has what is known of it")


def addresses(index: Index, text: str, *, archived: bool) -> tuple[list[Row], int]:
    """Return the addresses of the record that the text names, and how many of its sources have none.

    Each row is of the kind "address" (`json_contract.AddressRow`). NoSources or NoAddress where there is none,
    UnknownId or AmbiguousId for text that names none or several.
    """
    kind, record_id = identify(index, text)
    row: RecordRow = record(index, kind, record_id).data()
    sources = in_order([row] if row["kind"] == "source" else sources_of(row))
    if not sources:
        raise NoSources(kind, record_id)
    key: Literal["archive_url", "url"] = "archive_url" if archived else "url"
    other: Literal["archive_url", "url"] = "url" if archived else "archive_url"
    by_address: dict[str, Citation] = {}
    for source in sources:
        if address := web_address(source[key]):
            by_address.setdefault(address, source)
    if not by_address:
        otherwise = any(web_address(source[other]) for source in sources)
        raise NoAddress(kind, record_id, len(sources), archived=archived, otherwise=otherwise)
    rows = [_row(number, *item) for number, item in enumerate(by_address.items(), start=1)]
    return rows, sum(not web_address(source[key]) for source in sources)


def _row(number: int, address: str, source: Citation) -> Row:
    row: AddressRow = {"kind": "address", "number": number, "address": address, **citation_of(source)}
    return Row(encode(row))
