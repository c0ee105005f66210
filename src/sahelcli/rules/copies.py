"""Rules about sources that carry one text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sahelcli.index.fold import fold, key
from sahelcli.index.independence import names
from sahelcli.records.dataset import Dataset
from sahelcli.records.diagnostic import shown
from sahelcli.records.source import Source
from sahelcli.rules.allowed import in_writing
from sahelcli.rules.remark import Remark

_FEW = 5  # words: two editors may well find the same four
_HINT = f'name whose copy it is, agency = "AFP"; two that wrote alike pass with {in_writing("unmarked-agency")}'


def unmarked_agency(dataset: Dataset) -> Iterator[Remark]:
    """Of sources of different publishers that have one text, each says in `agency` whose it is.

    One text is told by a title of five words or more, or by a translated quotation of as many: two translators hardly
    choose the same words. Case, accents and signs make no difference. A source that has no agency counts as one more
    independent source, and a copy is none.
    """
    yield from _of_one_title(dataset.sources)
    by_id = {source.id: source for source in dataset.sources}
    for quote in dataset.quotes:
        if quote.translated and len(quote.text.split()) >= _FEW:
            unmarked = (by_id[source] for source in quote.sources if not by_id[source].agency)
            publishers = list({key(source.publisher): source.publisher for source in unmarked}.values())
            if len(publishers) > 1:
                both = " and ".join(map(shown, publishers[:2]))
                message = f"{both} print one translation, and neither says whose it is"
                yield Remark(quote, ("sources",), message, _HINT)


def _of_one_title(sources: Iterable[Source]) -> Iterator[Remark]:
    titled: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        title = fold(source.title)
        if title.count(" ") >= _FEW - 1:
            titled[title].append(source)
    for group in titled.values():
        if len(group) > 1:
            yield from _without_agency(group)


def _without_agency(group: Sequence[Source]) -> Iterator[Remark]:
    """Yield a remark on each source without agency that does not depend on one with, or on the first without."""
    first = next((source for source in group if not source.agency), None)
    marked = {names(source.publisher, source.agency): source for source in group if source.agency}
    others: dict[str, Source | None] = {}
    for source in group:
        if not source.agency and first:
            own = key(source.publisher)
            if own not in others:
                others[own] = next((other for held, other in marked.items() if own not in held), None)
            other = others[own] or (first if key(first.publisher) != own else None)
            if other:
                carries = f", which carries {shown(other.agency)}" if other.agency else ""
                message = f"another publisher has this title, in source {shown(other.id)}{carries}"
                yield Remark(source, ("title",), message, _HINT)
