"""Reads the claims of an article: its quotations, numbers of people and days, in the order of the text."""

from __future__ import annotations

from operator import attrgetter

from sahelcli.verify.article import Article
from sahelcli.verify.claims import Claim
from sahelcli.verify.days import days
from sahelcli.verify.numbers import numbers
from sahelcli.verify.quotations import quotations


def find_claims(article: Article) -> list[Claim]:
    """Return what an article claims, in the order of the text."""
    return sorted([*quotations(article), *numbers(article), *days(article)], key=attrgetter("start", "end"))
