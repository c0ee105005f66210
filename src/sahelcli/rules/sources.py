"""Rules about sources: their addresses, archived copies, and agency texts that several carry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sahelcli.index.source_independence import names
from sahelcli.model.web_addresses import fault_of
from sahelcli.rules.allowances import in_writing
from sahelcli.rules.index_records import IndexRecords, RuleFinding, several
from sahelcli.text.normalize import fold, key
from sahelcli.text.quoted_values import shown


def web_address(records: IndexRecords) -> Iterator[RuleFinding]:
    """An address is one of the web, `http://…` or `https://…`, without a user's name or password.

    Only such an address becomes a link. `url` and `archive_url` of sources are looked at, and a dataset's `homepage`.
    """
    for pos, url, archive in records.of_sources("SELECT pos, url, archive_url FROM sources"):
        for name, address in (("url", url), ("archive_url", archive)):
            if address is not None and (fault := fault_of(address)):
                yield RuleFinding(pos, (name,), *fault)
    if records.homepage is not None and (fault := fault_of(records.homepage)):
        yield RuleFinding(None, ("dataset", "homepage"), *fault)


def unarchived_source(records: IndexRecords) -> Iterator[RuleFinding]:
    """A source on the web has an archived copy, in `archive_url`.

    Pages move and vanish; a copy at an archive can still be read. Looked at with `--archive` alone.
    """
    statement = "SELECT pos FROM sources WHERE url != '' AND coalesce(archive_url, '') = ''"
    for (pos,) in records.of_sources(statement):
        hint = "save the page at an archive, and give its address there in `archive_url`"
        yield RuleFinding(pos, ("url",), "this source has no archived copy", hint)


_FEW = 5  # words: two editors may well find the same four
_HINT = f'name whose copy it is, agency = "AFP"; two that wrote alike pass with {in_writing("unmarked-agency")}'
_TRANSLATED = b'"translated": true'


def unmarked_agency(records: IndexRecords) -> Iterator[RuleFinding]:
    """Of sources of different publishers that have one text, each says in `agency` whose it is.

    One text is told by a title of five words or more, or by a translated quotation of as many: two translators hardly
    choose the same words. Case, accents and signs make no difference. A source that has no agency counts as one more
    independent source, and a copy is none.
    """
    yield from _of_one_title(records)
    for pos, row in records.as_stored("quote"):
        if _TRANSLATED in row and (quote := records.at(pos))["translated"] and len(quote["text"].split()) >= _FEW:
            unmarked = (source["publisher"] for source in quote["sources"] if not source["agency"])
            publishers = list({key(publisher): publisher for publisher in unmarked}.values())
            if len(publishers) > 1:
                both = " and ".join(map(shown, publishers[:2]))
                message = f"{both} print one translation, and neither says whose it is"
                yield RuleFinding(pos, ("sources",), message, _HINT)


def _of_one_title(records: IndexRecords) -> Iterator[RuleFinding]:
    records.connection.create_function("long_title", 1, _long_title, deterministic=True)
    titled = records.of_sources("SELECT long_title(title), pos FROM sources ORDER BY 1, 2")
    for places in several((folded, pos) for folded, pos in titled if folded):
        yield from _without_agency(records, places)


def _long_title(title: str) -> str | None:
    """Return a title of as many words as tell a text, folded."""
    folded = fold(title)
    return folded if folded.count(" ") >= _FEW - 1 else None


def _without_agency(records: IndexRecords, places: Sequence[int]) -> Iterator[RuleFinding]:
    """Yield a finding on each source without agency that does not depend on one with, or on the first without."""
    first: Any = None
    marked: dict[frozenset[str], Any] = {}
    for source in map(records.at, places):
        if source["agency"]:
            marked[names(source["publisher"], source["agency"])] = source
        elif first is None:
            first = source
    others: dict[str, Any] = {}
    for pos in places if first else ():
        source = records.at(pos)
        if not source["agency"]:
            own = key(source["publisher"])
            if own not in others:
                others[own] = next((other for publishers, other in marked.items() if own not in publishers), None)
            other = others[own] or (first if key(first["publisher"]) != own else None)
            if other:
                carries = f", which carries {shown(other['agency'])}" if other["agency"] else ""
                message = f"another publisher has this title, in source {shown(other['id'])}{carries}"
                yield RuleFinding(pos, ("title",), message, _HINT)
