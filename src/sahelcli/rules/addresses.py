"""Rules about the addresses of sources."""

from __future__ import annotations

from collections.abc import Iterator

from sahelcli.records.addresses import fault_of
from sahelcli.records.dataset import Dataset
from sahelcli.rules.remark import Remark


def web_address(dataset: Dataset) -> Iterator[Remark]:
    """An address is one of the web, `http://…` or `https://…`, without a user's name or password.

    Only such an address becomes a link. `url` and `archive_url` of sources are looked at, and a dataset's `homepage`.
    """
    for source in dataset.sources:
        for key, address in (("url", source.url), ("archive_url", source.archive_url)):
            if address is not None and (fault := fault_of(address)):
                yield Remark(source, (key,), *fault)
    if dataset.info.homepage is not None and (fault := fault_of(dataset.info.homepage)):
        yield Remark(None, ("dataset", "homepage"), *fault)


def unarchived_source(dataset: Dataset) -> Iterator[Remark]:
    """A source on the web has an archived copy, in `archive_url`.

    Pages move and vanish; a copy at an archive can still be read. Looked at with `--archive` alone.
    """
    for source in dataset.sources:
        if source.url and not source.archive_url:
            hint = "save the page at an archive, and give its address there in `archive_url`"
            yield Remark(source, ("url",), "this source has no archived copy", hint)
