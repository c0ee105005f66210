"""docs/rules.md says what the rules are."""

from __future__ import annotations

from tests.rules_page import PAGE, page


def test_the_page_is_that_of_the_rules() -> None:
    assert PAGE.read_text("utf-8") == page(), "write it again: python -m tests.rules_page"
