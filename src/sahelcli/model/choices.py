"""Choices: the closed sets of words that keys of records take; no model is loaded for them."""

from __future__ import annotations

from enum import StrEnum


class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    STATE = "state"
    ORGANIZATION = "organization"
    ARMED_FORCE = "armed-force"
    ARMED_GROUP = "armed-group"
    MISSION = "mission"
    COMPANY = "company"


class PlaceKind(StrEnum):
    """What a place is; a capital is a city."""

    COUNTRY = "country"
    REGION = "region"
    CITY = "city"
    BASE = "base"
    SITE = "site"


class Measure(StrEnum):
    """What the people of a figure are, did or suffered."""

    DEPLOYED = "deployed"
    WITHDRAWN = "withdrawn"
    PLANNED = "planned"
    ORDERED_OUT = "ordered-out"
    AUTHORISED = "authorised"
    KILLED = "killed"
    WOUNDED = "wounded"
    DETAINED = "detained"


class FigureQualifier(StrEnum):
    """What the source's own words say of the number; a bare number has none.

    At least and at most are said by one number alone, beside which they may stand and beside no other.
    """

    ABOUT = "about"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    EXACTLY = "exactly"


CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("actor", "kind"): tuple(ActorKind),
    ("place", "kind"): tuple(PlaceKind),
    ("figure", "measure"): tuple(Measure),
    ("figure", "qualifier"): tuple(FigureQualifier),
}
"""The words of each key that takes one of them, by the kind of record and the name of the key."""
