"""Quotations of an article and the sentences around them: text between quotation marks, and block quotations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from sahelcli.verify.article import Article, ArticleBlock
from sahelcli.verify.claims import QuotationClaim, QuotationContext
from sahelcli.verify.quotation_marks import MarkedText, marked

_REACH = 600  # characters: a longer sentence is cut
_ENDED = re.compile(r"[.!?…]+[”“\"»’›)\]]*\s+(?=[^\W\d_a-zß-öø-ÿ]|[“„«‹‘\"(\[0-9])")
_ABBREVIATED = re.compile(
    r"(?:\b[^\W\d_]|\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Sgt|Capt|Adm|Pres|Gov|St|MM|Mme|Mlle|No))\.$"
)


def before(text: str, start: int, at: int) -> tuple[str, str]:
    """Return the part of the sentence before offset `at`, and the previous sentence, no further back than `start`."""
    reach = text[max(start, at - _REACH) : at]
    ends = [0, *_ends(reach)]
    earlier = reach[ends[-2] : ends[-1]] if len(ends) > 1 else ""
    return reach[ends[-1] :], earlier.strip()


def after(text: str, at: int, end: int) -> tuple[str, str]:
    """Return the part of the sentence after offset `at`, and the next sentence, no further than `end`."""
    reach = text[at : min(end, at + _REACH)]
    ends = [*_ends(reach), len(reach)]
    later = reach[ends[0] : ends[1]] if len(ends) > 1 else ""
    return reach[: ends[0]], later.strip()


def _ends(text: str) -> list[int]:
    matches = _ENDED.finditer(text)
    return [end.end() for end in matches if not _ABBREVIATED.search(text[max(0, end.start() - 8) : end.start() + 1])]


FEWEST_WORDS = 4
_BLANK = re.compile(r"\s+")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
# A word with all that is joined to it; in scripts without spaces each sign is one.
_WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]\S*")
_WHO = re.compile(r"\s*(?:[—–―]|--)")  # begins a line below a block quote that says who is quoted


class _Run(NamedTuple):
    """Quoted words as ranges of the text, one per block from block number `first` to `last`."""

    first: int
    last: int
    parts: tuple[tuple[int, int], ...]


def quotations(article: Article) -> list[QuotationClaim]:
    """Return the quotations of four words or more in text order; of nested ones only the outermost."""
    runs = list(_in_block_quotes(article, list(_between_marks(article))))
    outside = _without(article.text, runs)
    return [_quotation(article, run, outside) for run in runs if _words(article, run.parts) >= FEWEST_WORDS]


def _between_marks(article: Article) -> Iterator[_Run]:
    parts: list[tuple[int, int]] = []  # of the run that the paragraph before left open
    mark, first = "", 0
    for number, block in enumerate(article.blocks):
        marks = marked(article.text, block.start, block.end, mark if parts else "")
        if parts and not (marks and _goes_on(article, number, marks[0], mark)):
            yield from _ended(_Run(first, number - 1, tuple(parts)), mark)
            parts = []
        for run in marks:
            first = first if parts else number
            mark = run.mark
            parts.append((run.start, run.end))
            if run.is_closed:
                yield _Run(first, number, tuple(parts))
            elif run.end < block.end:
                yield from _ended(_Run(first, number, tuple(parts)), mark)
            if run.is_closed or run.end < block.end:
                parts = []
    if parts:
        yield from _ended(_Run(first, len(article.blocks) - 1, tuple(parts)), mark)


def _ended(run: _Run, mark: str) -> Iterator[_Run]:
    """Yield an unclosed quotation up to the end of its paragraph; none for a single mark, perhaps an apostrophe."""
    if mark != "‘":
        yield run


def _goes_on(article: Article, number: int, first: MarkedText, mark: str) -> bool:
    """Whether a paragraph reopens the mark that the one before it left open."""
    same_quote = article.blocks[number].quote == article.blocks[number - 1].quote
    return same_quote and first.leads and first.mark == mark


def _in_block_quotes(article: Article, runs: Sequence[_Run]) -> Iterator[_Run]:
    """Yield the runs; a block quote with most of its words outside marks is one run in place of those inside it."""
    by_block = iter([*runs, None])
    following = next(by_block)
    numbered = enumerate(article.blocks)
    for quote, group in groupby(numbered, key=lambda pair: pair[1].quote):
        blocks = list(group)
        inside = []
        while following and following.first <= blocks[-1][0]:
            inside.append(following)
            following = next(by_block)
        yield from _of_block_quote(article, blocks, inside) if quote else inside


def _of_block_quote(article: Article, blocks: list[tuple[int, ArticleBlock]], inside: list[_Run]) -> list[_Run]:
    quoted = [(number, block) for number, block in blocks if not _WHO.match(article.text, block.start, block.end)]
    parts = tuple((block.start, block.end) for _, block in quoted)
    if not parts or 2 * sum(_words(article, run.parts) for run in inside) >= _words(article, parts):
        return inside
    return [_Run(quoted[0][0], quoted[-1][0], parts)]


def _words(article: Article, parts: Iterable[tuple[int, int]]) -> int:
    return sum(len(_WORD.findall(article.text, start, end)) for start, end in parts)


def _without(text: str, runs: Iterable[_Run]) -> str:
    """Return the text with quoted words blanked out, except a final sign that may end a sentence."""
    left, at = [], 0
    for start, end in (part for run in runs for part in run.parts if part[0] < part[1]):
        last = text[end - 1]
        left += [text[at:start], " " * (end - start - 1), last if last in ".,!?…" else " "]
        at = end
    return "".join([*left, text[at:]])


def _quotation(article: Article, run: _Run, outside: str) -> QuotationClaim:
    text = " ".join(filter(None, (_tidy(article.text[start:end]) for start, end in run.parts)))
    run_text = article.text[run.parts[0][0] : run.parts[-1][1]]
    start = run.parts[0][0] + len(run_text) - len(run_text.lstrip())
    line, first, last = article.place(start, run.parts[-1][1] - len(run_text) + len(run_text.rstrip()))
    return QuotationClaim(text, line, first, last, _context(article, run, outside))


def _context(article: Article, run: _Run, outside: str) -> QuotationContext:
    """Return the context of a quotation; if it fills its paragraphs, the text before it or the name below it."""
    blocks = article.blocks
    begun, earlier = before(outside, blocks[run.first].start, run.parts[0][0])
    ends = run.parts[-1][1]
    last = outside[ends - 1 : ends] in (*".!?…",)
    ended, later = after(outside, ends - last, blocks[run.last].end)
    if any(map(_LETTER_OR_DIGIT.search, (begun, ended, earlier, later))):
        return QuotationContext(_tidy(f"{begun} … {ended}"), _tidy(earlier), _tidy(later))
    leads = outside[blocks[run.first - 1].start : blocks[run.first - 1].end].rstrip() if run.first else ""
    names = outside[blocks[run.last + 1].start : blocks[run.last + 1].end] if run.last + 1 < len(blocks) else ""
    earlier = before(leads, 0, len(leads))[0] if leads.endswith(":") else ""
    later = after(names, 0, len(names))[0] if _WHO.match(names) else ""
    return QuotationContext("", _tidy(earlier), _tidy(later))


def _tidy(text: str) -> str:
    return _BLANK.sub(" ", text).strip()
