"""The rules as docs/rules.md prints them; `python -m tests.rules_page` writes them there as they are now."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sahelcli.diagnostics.finding import Severity
from sahelcli.formats.findings import as_text
from sahelcli.rules import RULES, Rule, found_in_example
from sahelcli.text.sanitize import on_screen

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"
MARK = "<!-- the rules -->\n"


def page() -> str:
    """Return the page with its introduction as it stands and the rules as they are."""
    introduction, _, _ = PAGE.read_text("utf-8").partition(MARK)
    return introduction + MARK + "".join(_rules())


def _rules() -> Iterator[str]:
    for title, severity in (("Errors", Severity.ERROR), ("Warnings", Severity.WARNING)):
        yield f"\n## {title}\n"
        for rule in RULES:
            if rule.severity is severity:
                yield f"\n### {rule.code}\n\n{rule.law}\n{''.join(_examples(rule))}"


def _examples(rule: Rule) -> Iterator[str]:
    bad, good = rule.example("bad"), rule.example("good")
    if bad is not None and good is not None:
        yield f"\nWrong:\n\n{_block('toml', on_screen(bad.decode(errors='replace')))}"
        yield f"\n{_block('text', ''.join(as_text(found_in_example(rule), None, 'utf-8')))}"
        yield f"\nRight:\n\n{_block('toml', good.decode())}"


def _block(language: str, text: str) -> str:
    return f"```{language}\n{text}```\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
