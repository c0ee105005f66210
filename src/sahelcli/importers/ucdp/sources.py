"""Sources that UCDP GED cites: articles as `"publisher,date,headline";"…"`, in older entries free words."""

from __future__ import annotations

import re

from sahelcli.importers.cells.plain_values import iso_day
from sahelcli.importers.entities.sources import Sources
from sahelcli.importers.id_slugs import digest, slug

DATASET = "ucdp-ged"
PUBLISHER = "Uppsala Conflict Data Program (UCDP)"
_ARTICLE = re.compile(r"\s*(\S.*?)\s*,([0-9]{4}-[0-9]{2}-[0-9]{2})(?: [0-9:.]+)?,\s*(.*?)\s*", re.DOTALL)


def cited(text: str, sources: Sources, dataset: str) -> list[str]:
    """Return the ids of the sources that `source_article` names, each once; where it names none, the dataset itself."""
    parts = text[1:-1].split('";"') if text.startswith('"') and text.endswith('"') else []
    articles = [_ARTICLE.fullmatch(part) for part in parts]
    if not any(articles):
        return [_citation(text, sources, dataset)]
    pairs = zip(parts, articles, strict=True)
    return list(
        dict.fromkeys(_article(found, sources) if found else _citation(part, sources, dataset) for part, found in pairs)
    )


def _article(found: re.Match[str], sources: Sources) -> str:
    publisher, date, headline = found.groups()
    name = f"ucdp-{slug(publisher)}-{date}-{digest(publisher, headline)}"
    published = date if iso_day(date) else None
    return sources.cite(name, headline or f"{publisher}, {date}", publisher, published=published)


def _citation(text: str, sources: Sources, dataset: str) -> str:
    """Cite words that are no list of articles as they stand, for UCDP: they tell no publisher apart."""
    if not text.strip('" \n'):
        return dataset
    note = "A citation in UCDP's words: its publisher and date are part of it."
    return sources.cite(f"ucdp-citation-{digest(text, digits=16)}", text.strip(), PUBLISHER, note)
