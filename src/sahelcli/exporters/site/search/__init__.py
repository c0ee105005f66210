"""Search of a site: an index in shards, which a small script loads as it needs them.

A shard is a script that calls `shard(name, data)`, because a page that is opened as a file may fetch nothing. There are
two sorts: `records/…` has what is shown of up to 32 records that stand next to each other in the order of answers, and
`words/w…` the posting lists of all words of one beginning. `index` says which there are, and is loaded first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sahelcli.exporters.site.folder_writer import SiteFile
from sahelcli.exporters.site.search.shards import RecordShards, word_shards
from sahelcli.exporters.site.search.word_lists import word_lists
from sahelcli.model import KIND_NAMES, NOUNS
from sahelcli.text.json_text import encode

if TYPE_CHECKING:
    from sahelcli.exporters.site.site import Site
    from sahelcli.index.open import Index
    from sahelcli.row_types import RecordRow

FOLDER = "search"
_HERE = Path(__file__).parent
_VERSION_BYTES = 6
_NAMED = (("actor", "Actor"), ("place", "Place"))


def search_part(site: Site) -> Iterator[SiteFile]:
    """Yield the index of all records of the site, then script, style and page of the search.

    The page names the version of the index, so that no cache on the way mixes the shards of two.
    """
    kinds = [kind for kind in KIND_NAMES if site.records.number(kind)]
    version = blake2b(digest_size=_VERSION_BYTES)
    for file in search_index(site.index, chain.from_iterable(map(site.records.rows, kinds))):
        version.update(file.content)
        yield file
    for name in ("search.js", "search.css"):
        yield SiteFile(f"{FOLDER}/{name}", _HERE.joinpath(name).read_bytes())
    yield site.page(
        f"{FOLDER}/index.html",
        "search.html",
        "Search",
        version=version.hexdigest(),
        kinds=[(kind, f"{NOUNS[kind].capitalize()}s") for kind in kinds],
        named=[(kind, label) for kind, label in _NAMED if kind in kinds],
        has_dates=not {"event", "quote", "figure", "source"}.isdisjoint(kinds),
    )


def search_index(index: Index, rows: Iterable[RecordRow]) -> Iterator[SiteFile]:
    """Yield the shards of a search index of these records; `index` is that of their dataset."""
    records = RecordShards(index, rows)
    for name, lines in records.shards():
        yield _shard(name, lines)
    beginnings = []
    for beginning, name, lists in word_shards(word_lists(index, records)):
        beginnings.append(beginning)
        yield _shard(name, lists)
    yield _shard("index", [["records", records.order], ["words", beginnings], ["years", records.years]])


def _shard(name: str, lines: Iterable[Any]) -> SiteFile:
    """Return a shard as a script, one item a line: what is added changes few lines."""
    items = b",\n".join(map(encode, lines))
    return SiteFile(f"{FOLDER}/{name}.js", b"shard(%b, [\n%b\n]);\n" % (encode(name), items))
