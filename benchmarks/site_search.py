"""Measure how much the search of a site loads before its first answer, in a real browser, of a made-up dataset.

    python -m benchmarks.site_search [RECORDS]

Ends with 1 if any question needs more than 300 KB.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from benchmarks import dataset
from sahelcli.exporters.selection import gather
from sahelcli.exporters.site import Site, SiteOptions
from sahelcli.exporters.site.search import search_part
from sahelcli.exporters.site.site import style_parts
from sahelcli.index.open import Index, open_index
from sahelcli.query import EVERYTHING
from tests.exporters.browser import started
from tests.exporters.site.site_browser import visit_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MOST = 300_000  # bytes
RECORDS = 100_000
_PER_EVENT = 1 + sum(dataset.PER_EVENT.values())
_ANSWERED = "() => !['', 'Searching …'].includes(document.getElementById('search-status').textContent)"


def main() -> None:
    """Make the dataset and the search of its site, ask, and print what each question loaded."""
    records = int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS
    with tempfile.TemporaryDirectory() as work, started() as browser:
        if browser is None:
            sys.exit("there is no Chromium: install one, or run `playwright install chromium`")
        folder = Path(work).resolve()
        index = _made(folder / "data", round(records / _PER_EVENT))
        begin = time.process_time()
        number = _write(index, folder / "site")
        print(f"{number:,} files in {time.process_time() - begin:.1f} s of processor time")
        most = max(_ask(browser, folder / "site", question) for question in _questions(index))
    print(f"at most {most:,} of {MOST:,} bytes before the first answer")
    sys.exit(most > MOST)


def _made(folder: Path, events: int) -> Index:
    for number in range(-(-events // dataset.SHARD)):
        dataset.write(dataset.shard(number, events), folder)
    return open_index([str(folder)])


def _write(index: Index, folder: Path) -> int:
    """Write what the search needs of a site; return how many files that are."""
    site = Site.of(gather(index, EVERYTHING, is_read=True, is_whole=True), index, SiteOptions())
    number = 0
    with closing(site.records):
        for part in (style_parts, search_part):
            for path, content in part(site):
                folder.joinpath(path).parent.mkdir(parents=True, exist_ok=True)
                folder.joinpath(path).write_bytes(content)
                number += 1
    return number


def _questions(index: Index) -> Iterator[dict[str, str]]:
    """Yield rare and frequent words, the most frequent ones together, and every filter."""
    statement = "SELECT term FROM vocabulary WHERE term GLOB '[a-z]*' GROUP BY term ORDER BY count(*) DESC LIMIT 3"
    most = [term for (term,) in index.ask(statement)]
    yield {"q": dataset.WORD}
    yield {"q": dataset.OFTEN}
    yield {"q": most[0]}
    yield {"q": " ".join(most)}
    yield {"q": f"{dataset.WORD[:5]}*"}
    yield {"q": dataset.OFTEN, "kind": "event", "tag": "coup"}
    yield {"actor": dataset.ACTOR.replace("-", " ")}
    yield {"q": most[0], "from": "1995", "until": "1999"}
    yield {"q": most[0], "from": "1990", "until": "2024"}


def _ask(browser: Browser, folder: Path, question: dict[str, str]) -> int:
    begin = time.monotonic()
    with visit_site(browser, folder, f"search/index.html#{urlencode(question)}") as seen:
        seen.page.wait_for_function(_ANSWERED)
        took, status = time.monotonic() - begin, seen.page.inner_text("#search-status")
    loaded = sum(seen.loaded.values())
    print(
        f"{loaded:>9,} bytes  {len(seen.loaded):>3} files  {took:5.2f} s  {urlencode(question)}: {status}", flush=True
    )
    return loaded


if __name__ == "__main__":
    main()
