-- Comments stand inside the statements, so that the database keeps them and shows them with its schema.

CREATE TABLE about (
    -- Where this file comes from: dataset, version, content_hash, selection, licence, homepage.
    --
    -- In all tables: `date` is EDTF as the dataset has it (2023-09-24, 2023-09~, 2023-07/2023-09, ../2023-12-31);
    -- `date_start` and `date_end` are the first and the last day it covers, NULL where that end is open or unknown;
    -- as text, years before 0000 do not sort (-0043 stands before -0489): ORDER BY position does, julianday() counts days.
    -- `position` is the order of the records: by first day, the narrower before the wider; that of a list is its own.
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE sources (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    publisher TEXT NOT NULL,
    agency TEXT,                -- whose copy it carries
    author TEXT,
    url TEXT,
    archive_url TEXT,
    published TEXT,             -- EDTF
    accessed TEXT,              -- EDTF
    language TEXT,              -- BCP 47
    reworded INTEGER NOT NULL,  -- 1: an automatic paraphrase or translation, not the speakers' own words
    note TEXT
);

CREATE TABLE places (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,         -- country, region, city, base or site
    country TEXT,               -- ISO 3166-1 alpha-2
    part_of TEXT REFERENCES places (id),
    latitude REAL,              -- degrees, WGS 84
    longitude REAL,
    note TEXT
);
CREATE TABLE place_aliases (
    place TEXT NOT NULL REFERENCES places (id),
    position INTEGER,
    alias TEXT NOT NULL,
    PRIMARY KEY (place, position)
) WITHOUT ROWID;

CREATE TABLE actors (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,         -- person, state, organization, armed-force, armed-group, mission or company
    description TEXT NOT NULL,
    country TEXT,
    note TEXT
);
CREATE TABLE actor_aliases (
    actor TEXT NOT NULL REFERENCES actors (id),
    position INTEGER,
    alias TEXT NOT NULL,
    PRIMARY KEY (actor, position)
) WITHOUT ROWID;
CREATE TABLE actor_sources (
    actor TEXT NOT NULL REFERENCES actors (id),
    position INTEGER,
    source TEXT NOT NULL REFERENCES sources (id),
    PRIMARY KEY (actor, position)
) WITHOUT ROWID;

CREATE TABLE actor_roles (
    -- `of` is the id of an actor or a place, which need not be part of this file; `since` and `until` are EDTF.
    actor TEXT NOT NULL REFERENCES actors (id),
    position INTEGER,
    title TEXT NOT NULL,
    of TEXT NOT NULL,
    of_kind TEXT NOT NULL,  -- actor or place: ids of both may be alike
    of_name TEXT NOT NULL,
    since TEXT,
    until TEXT,
    PRIMARY KEY (actor, position)
) WITHOUT ROWID;

CREATE TABLE tags (
    id TEXT PRIMARY KEY, meaning TEXT
) WITHOUT ROWID;

CREATE TABLE events (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    date TEXT NOT NULL,
    date_start TEXT,
    date_end TEXT,
    date_precision TEXT NOT NULL,  -- day, month, year, decade or century: the coarser of an interval's ends
    date_qualifier TEXT,           -- uncertain, approximate or both
    certain INTEGER NOT NULL,      -- 0: may also lie outside the days that were asked for
    title TEXT NOT NULL,
    summary TEXT,
    attributed_to TEXT,            -- whose account it is
    note TEXT
);
CREATE INDEX events_by_date ON events (date_start, date_end);
CREATE TABLE event_actors (
    event TEXT NOT NULL REFERENCES events (id),
    position INTEGER,
    actor TEXT NOT NULL REFERENCES actors (id),
    PRIMARY KEY (event, position)
) WITHOUT ROWID;
CREATE TABLE event_places (
    event TEXT NOT NULL REFERENCES events (id),
    position INTEGER,
    place TEXT NOT NULL REFERENCES places (id),
    PRIMARY KEY (event, position)
) WITHOUT ROWID;
CREATE TABLE event_tags (
    event TEXT NOT NULL REFERENCES events (id),
    position INTEGER,
    tag TEXT NOT NULL REFERENCES tags (id),
    PRIMARY KEY (event, position)
) WITHOUT ROWID;
CREATE TABLE event_sources (
    event TEXT NOT NULL REFERENCES events (id),
    position INTEGER,
    source TEXT NOT NULL REFERENCES sources (id),
    PRIMARY KEY (event, position)
) WITHOUT ROWID;

CREATE TABLE event_related (
    -- `related` is the id of an event that need not be part of this file; `title` says what it is.
    event TEXT NOT NULL REFERENCES events (id),
    position INTEGER,
    related TEXT NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (event, position)
) WITHOUT ROWID;

CREATE TABLE quotes (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    date TEXT NOT NULL,
    date_start TEXT,
    date_end TEXT,
    date_precision TEXT NOT NULL,
    date_qualifier TEXT,
    certain INTEGER NOT NULL,
    speaker TEXT NOT NULL REFERENCES actors (id),
    speaker_label TEXT,          -- how the source calls the speaker
    text TEXT NOT NULL,          -- exactly as the source prints it
    language TEXT NOT NULL,
    translated INTEGER NOT NULL,
    original_language TEXT,
    reported INTEGER NOT NULL,   -- 1: printed as reported speech, without quotation marks
    reworded INTEGER NOT NULL,   -- 1: rests on automatic paraphrase alone
    utterance TEXT,              -- shared by renderings of the same words
    venue TEXT,
    event TEXT,                  -- an id; the event need not be part of this file
    event_title TEXT,
    note TEXT
);
CREATE INDEX quotes_by_date ON quotes (date_start, date_end);
CREATE INDEX quotes_by_speaker ON quotes (speaker);
CREATE TABLE quote_sources (
    quote TEXT NOT NULL REFERENCES quotes (id),
    position INTEGER,
    source TEXT NOT NULL REFERENCES sources (id),
    PRIMARY KEY (quote, position)
) WITHOUT ROWID;

CREATE TABLE quote_roles (
    -- The roles that the speaker held on that day.
    quote TEXT NOT NULL REFERENCES quotes (id),
    position INTEGER,
    title TEXT NOT NULL,
    of TEXT NOT NULL,
    of_kind TEXT NOT NULL,  -- actor or place: ids of both may be alike
    of_name TEXT NOT NULL,
    since TEXT,
    until TEXT,
    PRIMARY KEY (quote, position)
) WITHOUT ROWID;

CREATE TABLE figures (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    date TEXT NOT NULL,
    date_start TEXT,
    date_end TEXT,
    date_precision TEXT NOT NULL,
    date_qualifier TEXT,
    certain INTEGER NOT NULL,
    force TEXT REFERENCES actors (id),
    place TEXT NOT NULL REFERENCES places (id),
    measure TEXT NOT NULL,       -- deployed, withdrawn, planned, ordered-out, authorised, killed, wounded or detained
    low INTEGER,                 -- alone: at least
    high INTEGER,                -- alone: at most
    qualifier TEXT,              -- about, exactly; at-least is low alone, at-most is high alone
    counts TEXT,                 -- what is counted, when it is not simply troops
    attributed_to TEXT,
    wording TEXT,                -- what the source says
    note TEXT
);
CREATE INDEX figures_by_date ON figures (date_start, date_end);
CREATE INDEX figures_by_force ON figures (force, place);
CREATE TABLE figure_sources (
    figure TEXT NOT NULL REFERENCES figures (id),
    position INTEGER,
    source TEXT NOT NULL REFERENCES sources (id),
    PRIMARY KEY (figure, position)
) WITHOUT ROWID;

CREATE INDEX event_actors_by_actor ON event_actors (actor);
CREATE INDEX event_places_by_place ON event_places (place);
CREATE INDEX event_tags_by_tag ON event_tags (tag);
CREATE INDEX event_sources_by_source ON event_sources (source);
CREATE INDEX quote_sources_by_source ON quote_sources (source);
CREATE INDEX figure_sources_by_source ON figure_sources (source);

CREATE VIEW places_within AS
-- Each place with all that hold it, itself included: events in Niger are those whose place has Niger as `outer`.
WITH RECURSIVE within (place, "outer") AS (
    SELECT id, id FROM places
    UNION
    SELECT within.place, places.part_of FROM within JOIN places ON places.id = within."outer" WHERE places.part_of IS NOT NULL
)
SELECT place, "outer" FROM within;

CREATE VIEW timeline AS
-- For reading: one event a row, with names instead of ids.
SELECT
    date,
    title,
    summary,
    attributed_to,
    (SELECT group_concat(name, ', ') FROM (SELECT name FROM event_places JOIN places ON places.id = place WHERE event = events.id ORDER BY event_places.position)) AS places,
    (SELECT group_concat(name, ', ') FROM (SELECT name FROM event_actors JOIN actors ON actors.id = actor WHERE event = events.id ORDER BY event_actors.position)) AS actors,
    (SELECT group_concat(tag, ', ') FROM (SELECT tag FROM event_tags WHERE event = events.id ORDER BY position)) AS tags,
    (SELECT group_concat(publisher, ', ') FROM (SELECT publisher FROM event_sources JOIN sources ON sources.id = source WHERE event = events.id ORDER BY sources.reworded, sources.published IS NULL, sources.published, event_sources.position)) AS who_says,
    id
FROM events ORDER BY position;

CREATE VIEW quotations AS
SELECT
    date,
    name AS speaker,
    (SELECT group_concat(role, '; ') FROM (SELECT title || ', ' || of_name AS role FROM quote_roles WHERE quote = quotes.id ORDER BY position)) AS roles,
    text,
    language,
    CASE WHEN reported THEN 'reported speech' WHEN reworded THEN 'reworded by the source' WHEN translated THEN 'translated' END AS manner,
    venue,
    (SELECT group_concat(publisher, ', ') FROM (SELECT publisher FROM quote_sources JOIN sources ON sources.id = source WHERE quote = quotes.id ORDER BY sources.reworded, sources.published IS NULL, sources.published, quote_sources.position)) AS who_says,
    quotes.id
FROM quotes JOIN actors ON actors.id = speaker ORDER BY quotes.position;

CREATE VIEW troops AS
SELECT
    date,
    actors.name AS force,
    places.name AS place,
    measure,
    low,
    high,
    qualifier,
    counts,
    wording,
    attributed_to,
    (SELECT group_concat(publisher, ', ') FROM (SELECT publisher FROM figure_sources JOIN sources ON sources.id = source WHERE figure = figures.id ORDER BY sources.reworded, sources.published IS NULL, sources.published, figure_sources.position)) AS who_says,
    figures.id
FROM figures LEFT JOIN actors ON actors.id = force JOIN places ON places.id = place ORDER BY figures.position;

CREATE VIEW citations AS
SELECT 'event' AS kind, event AS record, source FROM event_sources
UNION ALL SELECT 'quote', quote, source FROM quote_sources
UNION ALL SELECT 'figure', figure, source FROM figure_sources;
