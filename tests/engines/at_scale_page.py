"""What docs/at-scale.md says: its blocks, by their language, in their order."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "at-scale.md"


def blocks(language: str) -> list[str]:
    """Return the blocks of a language, as the fence of each says it: `sh`, `sql clickhouse`."""
    found = re.findall(r"^```(.+?)\n(.+?)^```", PAGE.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return [text for name, text in found if name == language]


def statements(language: str) -> list[str]:
    """Return the statements of the blocks of a language."""
    return [each.strip() for text in blocks(language) for each in text.split(";\n") if each.strip()]
