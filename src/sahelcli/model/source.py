"""Source: a publication that records cite."""

from __future__ import annotations

from sahelcli.model.base import Date, FreeText, Language, Record, Text, Title


class Source(Record):
    """A publication, with the agency whose copy it carries.

    `reworded` says that it is an automatic paraphrase or translation, whose quotations are not the speakers' words.
    """

    title: Title
    publisher: Text
    language: Language | None = None
    author: FreeText | None = None
    url: FreeText | None = None
    published: Date | None = None
    accessed: Date | None = None
    archive_url: FreeText | None = None
    agency: FreeText | None = None
    reworded: bool = False
