"""How words are looked for, read once more from the manual (docs/search.md): a reference for tests alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations

CONNECTING = re.escape("'’‘ʼ`´-‐‑")
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff"  # Thai, Lao, Burmese, Khmer, kana, Han
GROUP = r"(?<![\d.,'’])([1-9]\d{0,2})((?:%s\d{3})+)(?!\d)"


class Words:
    """Knows what the texts of a dataset connect by apostrophes and hyphens, which is found together and apart."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._connected = {pair for text in texts for pair in _connected(text)}

    def say(self, text: str, phrase: str) -> bool:
        """Whether the words of a phrase stand next to each other in a text, in any way they are written."""
        spaced = f" {' '.join(words(text))} "
        return any(way in spaced for way in self.ways(phrase))

    @cache  # noqa: B019 - a reading lives as long as its test
    def ways(self, phrase: str) -> list[str]:
        """Return a phrase in all ways: what it or any record connects is looked for together, and in its parts."""
        pairs = self._connected | set(_connected(phrase))

        def each(left: list[str]) -> Iterator[list[str]]:
            if not left:
                yield []
            for number in range(1, min(4, len(left)) + 1):
                together, apart = "".join(left[:number]), " ".join(left[:number])
                parts = {parts for word, parts in pairs if word == together}
                if number == 1 or apart in parts:
                    yield from ([one, *rest] for one in (together, *parts) for rest in each(left[number:]))

        return [f" {' '.join(way)} " for way in each(words(phrase))]


@cache
def words(text: str) -> list[str]:
    """Return the words of a text in their order, connected ones apart, each sign of a script without spaces one."""
    return re.findall(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+", bare(_ungrouped(text)))


def _connected(text: str) -> Iterator[tuple[str, str]]:
    """Yield what stands between apostrophes or hyphens, two to four pieces at a time: run together, and apart."""
    for chain in re.findall(rf"[^\W_]+(?:[{CONNECTING}][^\W_]+)+", bare(_ungrouped(text))):
        parts = re.split(f"[{CONNECTING}]", chain)
        for begin, end in combinations(range(len(parts) + 1), 2):
            if 2 <= end - begin <= 4:
                yield "".join(parts[begin:end]), " ".join(parts[begin:end])


def bare(text: str) -> str:
    """Return a text without capitals and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _ungrouped(text: str) -> str:
    for sign in ("[ \u00a0\u202f\u2009]", ",", r"\.", "['’]"):
        text = re.sub(GROUP % sign, lambda result: result[1] + re.sub(r"\D", "", result[2]), text)
    return text
