"""Schema of the facts: one wide table, a row a record, in which every option of a question is a plain comparison.

`export facts` writes it, `engines` asks it. Beside it stands a second, small table: what things are called, and what
the datasets say of themselves. Both may hold several datasets, whose ids are one namespace, as with `-d A -d B`.

A day is a number: 1 is 0001-01-01, as in `dates.calendar`; an open end lies `BEYOND` days before or after day 0.
Lists are sets: no value comes twice. They are never null, and empty where there is nothing.
"""

from typing import NamedTuple

VERSION = 1
"""Version of the schema: facts of another version are refused."""

DATED = ("event", "quote", "figure")


class Column(NamedTuple):
    """A column: its name, its type as Ibis writes it, its meaning, and whether it may be null."""

    name: str
    type: str
    meaning: str
    nullable: bool = False


_CITED = "array<struct<source: string, publisher: string, agency: string, published: int32>>"

FACTS = (
    Column("dataset", "string", "the name of the dataset within the folder"),
    Column("kind", "string", "event, quote, figure, actor, place or source"),
    Column("id", "string", "unique within dataset and kind"),
    Column("pos", "int64", "the place in the files of the dataset: the last criterion of order"),
    Column(
        "date", "string", "EDTF as written; of a source that of publication; null where there is none", nullable=True
    ),
    Column("title", "string", "what the record is called in a list of several kinds (phrases.label)"),
    Column("first_day", "int32", "the first day its date covers"),
    Column("last_day", "int32", "the last day its date covers"),
    Column("in_year", "string", "the year in which it surely lies, else `imprecise`"),
    Column("in_quarter", "string", "the quarter in which it surely lies (2023-Q3), else `imprecise`"),
    Column("in_month", "string", "the month in which it surely lies (2023-09), else `imprecise`"),
    Column(
        "known",
        "int32",
        "the day by which its earliest dated source was out; null where all are undated",
        nullable=True,
    ),
    Column("undated", "boolean", "whether one of its sources is undated, or it has none"),
    Column("independent", "int32", "how many of its sources do not depend on each other"),
    Column("independent_days", "array<int32>", "by which day its dated sources were 1, 2, … independent ones"),
    Column(
        "independent_days_undated",
        "array<int32>",
        "the same of all its sources, where undated ones were out from the beginning: on day -BEYOND",
    ),
    Column("actors", "array<string>", "who takes part, the speaker, the force; of an actor itself and of whom"),
    Column("event_actors", "array<string>", "of a quotation, the actors of its event"),
    Column("places", "array<string>", "where, with all that holds it; of a quotation where its event was"),
    Column("tags", "array<string>", "of an event, and of a quotation those of its event"),
    Column("events", "array<string>", "the events that are related, the event of a quotation"),
    Column("sources", "array<string>", "the ids of its sources; of a source its own"),
    Column("publishers", "array<string>", "who published these (source_independence.same)"),
    Column("agencies", "array<string>", "whose copy these carry (source_independence.same)"),
    Column("cited", _CITED, "these in the order of the row: agency null for none, published the last day"),
    Column("speaker", "string", "of a quotation", nullable=True),
    Column("utterance", "string", "of a quotation", nullable=True),
    Column("force", "string", "of a figure", nullable=True),
    Column("place", "string", "of a figure, without what holds it", nullable=True),
    Column("measure", "string", "of a figure", nullable=True),
    Column("counts", "string", "of a figure", nullable=True),
    Column("low", "int64", "of a figure; null for no lower end", nullable=True),
    Column("high", "int64", "of a figure; null for no upper end", nullable=True),
    Column("words", "string", "its words but those of its note, each with a space on both sides"),
    Column("note_words", "string", "the words of its note, as above"),
    Column("row", "string", "the row of the JSON contract as the index stores it, with all its sources"),
)

NAMES = (
    Column("dataset", "string", "the name of the dataset"),
    Column("part", "string", "name, word, described, connected or about"),
    Column("kind", "string", "of what is called so: actor, place, tag, measure, publisher, agency or source"),
    Column("key", "string", "what it is found by"),
    Column("id", "string", "what is found"),
    Column("shown", "string", "as it is printed"),
    Column("pos", "int64", "where it is called so first, 0 for what is no record"),
)
"""What things are called. By its `part` a row is one of

    name       a row of the index's `names`
    word       a row of its `words`: key is the word; shown is empty
    described  a word (text.search_words.words) of the description and the roles of the actor `id`; shown is empty
    connected  a row of its `connected`: key is the words together, id their parts; kind and shown are empty
    about      what the dataset says of itself: kind is empty, key is `title`, `version`, `licence`, `content_hash`,
               `left_out` (how many records are not valid and in no answer), `schema` (VERSION) or `rows`, and id the
               value; of `rows` there is a row for each kind, with how many records of it there are
"""
