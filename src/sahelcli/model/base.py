"""Base of all models: frozen strict records, slugs, texts, dates, and references that know their kinds."""

# No postponed annotations here: before Pydantic 2.12 that of `__pydantic_extra__` is looked up where a subclass stands.
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    Strict,
    StringConstraints,
    WithJsonSchema,
)

from sahelcli.dates import edtf
from sahelcli.diagnostics.finding import Finding, TablePlace
from sahelcli.model.reference_fields import Reference

LARGEST_NUMBER = 2**63 - 1

_DAY = len("2023-07-26")
LONGEST_ID = 100
SLUG_PATTERN = r"^[a-z0-9][a-z0-9-]*$"
LANGUAGE_PATTERN = r"^([A-Za-z]{2,3}|x-[A-Za-z0-9]{1,8})(-[A-Za-z0-9]{1,8})*$"
COUNTRY_PATTERN = r"^[A-Z]{2}$"
X_PATTERN = "^x_"
ALLOW = "x_allow"  # the one key of the user's own that means something: which rules are let pass, and why
NOT_BLANK = r"\S"

Slug = Annotated[str, StringConstraints(pattern=SLUG_PATTERN, max_length=LONGEST_ID)]
Title = Annotated[str, StringConstraints(pattern=NOT_BLANK, max_length=200)]
Text = Annotated[str, StringConstraints(pattern=NOT_BLANK, max_length=20_000)]
FreeText = Annotated[str, StringConstraints(max_length=20_000)]
"""A text that may be blank, as in `note = ""` of a template."""

Language = Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN, max_length=35)]
"""A language tag of the shape of BCP 47 (RFC 5646, section 2.1): fr, pt-BR, zh-Hant; not looked up in the registry."""

Country = Annotated[str, StringConstraints(pattern=COUNTRY_PATTERN)]
"""A country code of the shape of ISO 3166-1 alpha-2; whether it is assigned is a rule of `check`."""

Number = Annotated[int, Field(ge=0, le=LARGEST_NUMBER)]

ActorId = Annotated[Slug, Reference("actor")]
PlaceId = Annotated[Slug, Reference("place")]
EventId = Annotated[Slug, Reference("event")]
SourceId = Annotated[Slug, Reference("source")]
ActorOrPlaceId = Annotated[Slug, Reference("actor", "place")]
Tag = Annotated[Slug, Reference("tag")]

XKey = Annotated[str, StringConstraints(pattern=X_PATTERN)]
FromList = Strict(strict=False)
"""Lets a TOML list become a tuple and a TOML text a member of an enumeration, in models that are strict otherwise."""


@lru_cache(maxsize=65_536)  # a chronology says the same days again and again
def parsed(text: str) -> edtf.Date:
    """Return the date of an EDTF text, as `dates.edtf.parse` does."""
    if len(text) == _DAY and text[4] == text[7] == "-":
        try:  # most dates are days, and this takes a fifth of the time
            number = date.fromisoformat(text).toordinal()
        except ValueError:
            return edtf.parse(text)  # it says what is wrong, or knows more than the days of the years 1 to 9999
        return edtf.Date(text, number, number, edtf.Precision.DAY, None)
    return edtf.parse(text)


def _date(value: object) -> edtf.Date:
    if type(value) is str:  # nearly all are
        return parsed(value)
    return value if isinstance(value, edtf.Date) else parsed(edtf.from_toml(value))


Date = Annotated[
    edtf.Date,
    PlainValidator(_date),
    PlainSerializer(attrgetter("text"), return_type=str),  # sooner than a function of Python's
    WithJsonSchema({"type": "string", "description": "EDTF, level 0 or 1: 2023-09-24, 2023-09~, 2023-07/2023-09"}),
]


class InvalidRecord(ValueError):
    """An error that a validator of a model reports. It has to be raised: Pydantic collects nothing else."""

    def __init__(self, code: str, message: str, hint: str | None = None, key: str | None = None) -> None:
        super().__init__(message)
        self.finding = Finding(TablePlace((key,) if key else ()), message, code, hint)


class StrictTable(BaseModel):
    """A frozen table of TOML: no conversions, no keys but its fields and those beginning with `x_`."""

    model_config = ConfigDict(frozen=True, strict=True, extra="allow")
    __pydantic_extra__: dict[XKey, Any] = Field(init=False)


class Record(StrictTable):
    """A record of any kind: its id, unique within the kind, and a note in the dataset's own words."""

    id: Slug
    note: FreeText | None = None
