"""A made-up article of a thousand words with twenty quotations of a dataset, some of them changed."""

from __future__ import annotations

import tomllib
from pathlib import Path

QUOTATIONS = 20
_LEAST, _MOST = 8, 25  # words
_BETWEEN = (
    "On the afternoon of that long day the speaker came out of the building and stood before those who had waited "
    "there since the morning, and what they heard was this, which nobody had foreseen:"
)


def write_article(quotations: Path, article: Path) -> None:
    """Write the article: of three quotations one is whole, one has another word, and one its words in reverse."""
    quotes = tomllib.loads(quotations.read_text(encoding="utf-8"))["quotes"]
    said = [words for quote in quotes if len(words := quote["text"].split()) >= _LEAST]
    chosen = [words[:_MOST] for words in said[:: len(said) // QUOTATIONS][:QUOTATIONS]]
    for number, words in enumerate(chosen):
        if number % 3 == 1:
            words[len(words) // 2] = "zebras"
        elif number % 3:
            words.reverse()
    paragraphs = (f"{_BETWEEN} “{' '.join(words).replace('“', '').replace('”', '')}”" for words in chosen)
    article.parent.mkdir(parents=True, exist_ok=True)
    article.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
