"""Rules about the addresses of sources."""

from __future__ import annotations

from collections.abc import Iterator

from sahelcli.model.web_addresses import fault_of
from sahelcli.rules.finding import RuleFinding
from sahelcli.rules.index_records import IndexRecords


def web_address(records: IndexRecords) -> Iterator[RuleFinding]:
    """An address is one of the web, `http://…` or `https://…`, without a user's name or password.

    Only such an address becomes a link. `url` and `archive_url` of sources are looked at, and a dataset's `homepage`.
    """
    for pos, url, archive in records.of_sources("SELECT pos, url, archive_url FROM sources"):
        for key, address in (("url", url), ("archive_url", archive)):
            if address is not None and (fault := fault_of(address)):
                yield RuleFinding(pos, (key,), *fault)
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
