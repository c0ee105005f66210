"""Sitemap of a site (sitemaps.org, 0.9): the address of every page, for search engines.

It has to say whole addresses: there is none where the address of the site is not known. When a page changed it does not
say, since no data does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from sahelcli.exporters.site.folder_writer import SiteFile

_MOST = 50_000  # addresses in one file
_PAGE = "index.html"
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(base: str, paths: Sequence[str]) -> Iterator[SiteFile]:
    """Yield `sitemap.xml` of the pages among these files; of more than 50,000, one that names the files with them."""
    pages = sorted(path.removesuffix(_PAGE) for path in paths if path == _PAGE or path.endswith(f"/{_PAGE}"))
    if not base:
        return
    if len(pages) <= _MOST:
        yield SiteFile("sitemap.xml", _listing("urlset", "url", base, pages))
        return
    parts = [pages[start : start + _MOST] for start in range(0, len(pages), _MOST)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield SiteFile(name, _listing("urlset", "url", base, part))
    yield SiteFile("sitemap.xml", _listing("sitemapindex", "sitemap", base, names))


def _listing(root: str, item: str, base: str, paths: Sequence[str]) -> bytes:
    lines = "".join(f"<{item}><loc>{escape(base + path)}</loc></{item}>\n" for path in paths)
    return f'{_HEAD}<{root} xmlns="{_SPACE}">\n{lines}</{root}>\n'.encode()
