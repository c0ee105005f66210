"""Reads the claims of an article: its quotations, numbers of people and days, in the order of the text."""

from __future__ import annotations

from operator import attrgetter

from sahelcli.verification.article import Article
from sahelcli.verification.claims import Claim
from sahelcli.verification.days import days
from sahelcli.verification.numbers import numbers
from sahelcli.verification.quotations import quotations


def find_claims(article: Article) -> list[Claim]:
    """Return what an article claims, in the order of the text."""
    return sorted([*quotations(article), *numbers(article), *days(article)], key=attrgetter("start", "end"))
