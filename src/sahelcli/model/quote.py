"""Quotation: exact words, as a source prints them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sahelcli.model.base import ActorId, Date, EventId, FreeText, FromList, Language, Record, Slug, SourceId, Text


class Quote(Record):
    """Exact words of a speaker; `text` is never altered, `reported` ones stand in no quotation marks."""

    speaker: ActorId
    speaker_label: FreeText | None = None
    date: Date
    text: Text
    language: Language
    translated: bool = False
    original_language: Language | None = None
    reported: bool = False
    utterance: Slug | None = None
    venue: FreeText | None = None
    event: EventId | None = None
    sources: Annotated[tuple[SourceId, ...], FromList, Field(min_length=1)]
