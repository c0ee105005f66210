-- One derived, disposable index of a dataset. Nothing here is a fact that the TOML files do not hold.
--
-- Order: `first` and `last` are day numbers (proleptic Gregorian, 1 is 0001-01-01), an open end lies beyond every day.
-- `span` is the kind of record and the class of its date by width in days, in one number, so that a window is a few short
-- ranges of one B-tree: 4 times the number of the kind, and 0 one day, 1 up to 31, 2 up to 366, 3 longer or open.
-- `pos` is the place in the files, kind by kind.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;


CREATE TABLE records (
    pos INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    span INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    known INTEGER,        -- the day by which its earliest dated source was out; NULL when all are undated
    undated INTEGER NOT NULL,  -- 1 where one of its sources is undated, or it has none
    independent INTEGER,  -- how many of its sources do not depend on each other
    cited,  -- where its sources stand, in a JSON list; NULL where `stored` has them, or there are none; of a source: below
    stored BLOB NOT NULL  -- the row of the JSON contract in UTF-8, ready to print but for what `cited` says
);

-- Rows as they are printed: in a large index citations are put into each when it is read. A source is stored as it is
-- cited; `cited` has the other keys of its row, of which `accessed` stands before `, "lan` of `language` and `note` in the
-- end. No text holds what is looked for: a quotation mark in one has a backslash before it.
CREATE VIEW rows AS SELECT pos, kind, id, first, last, CASE
    WHEN r.cited IS NULL THEN r.stored
    WHEN r.kind = 'source' THEN CAST(
        '{"kind": "source", ' || substr(r.stored, 2, instr(r.stored, x'2c20226c616e') - 2)
        || substr(r.cited, 1, instr(r.cited, x'2c20226e6f7465') - 1)
        || substr(r.stored, instr(r.stored, x'2c20226c616e'), length(r.stored) - instr(r.stored, x'2c20226c616e'))
        || substr(r.cited, instr(r.cited, x'2c20226e6f7465')) AS BLOB)
    ELSE CAST(
        substr(r.stored, 1, length(r.stored) - 2) || (
            SELECT group_concat(s.stored, ', ')
            FROM json_each(r.cited) AS c CROSS JOIN records AS s ON s.pos = c.value  -- in the order of the list
        ) || ']}' AS BLOB)
    END AS row
FROM records AS r;

-- What records say in `x_allow`, as JSON: which rules of `sahel check` they let pass, and why. Few records do.
CREATE TABLE allowed (pos INTEGER PRIMARY KEY, said TEXT NOT NULL);

-- The numbers of figures, so that those of one number, or from one to another, are found: one that says at least or at
-- most has its one number at both ends. `breadth` is how many digits the difference of the two has, 0 for none.
CREATE TABLE people (
    breadth INTEGER, low INTEGER, high INTEGER, pos INTEGER,
    PRIMARY KEY (breadth, low, high, pos)
) WITHOUT ROWID;

-- What a record names, by numbers: other records by where these stand (places with all that hold them; of actors also of
-- whom and where their roles are; places, sources and actors name themselves), and by a negative of that who the event of
-- a quotation names. What is no record has its number in `terms`: role is tag, measure, utterance, publisher and agency
-- (of its sources, as source_independence.py compares them).
CREATE TABLE terms (term INTEGER PRIMARY KEY, role TEXT NOT NULL, id TEXT NOT NULL, UNIQUE (role, id));
CREATE TABLE links (
    term INTEGER, span INTEGER, first INTEGER, last INTEGER, pos INTEGER,
    independent INTEGER,  -- as in records: what is counted by a term is counted here
    PRIMARY KEY (term, span, first, last, pos)
) WITHOUT ROWID;

-- How things are called, folded (see fold.py): `key` the whole name without spaces, `word` each of its words
-- (those of an actor's description and roles are found in texts). `pos` is where it is called so first, 0 for tags and measures.
CREATE TABLE names (
    kind TEXT, key TEXT, id TEXT, shown TEXT, pos INTEGER,
    PRIMARY KEY (kind, key, id)
) WITHOUT ROWID;
CREATE TABLE words (kind TEXT, word TEXT, id TEXT, PRIMARY KEY (kind, word, id)) WITHOUT ROWID;

-- The words of every record, folded (see words.py), so that what parts them is ASCII alone; rowid is `pos`.
CREATE VIRTUAL TABLE texts USING fts5 (head, body, note, content = '', tokenize = 'ascii');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (texts, instance);
-- Words that apostrophes or hyphens connect in any text, run together, and their parts: ndjamena, n djamena.
CREATE TABLE connected (together TEXT, parts TEXT, PRIMARY KEY (together, parts)) WITHOUT ROWID;

CREATE UNIQUE INDEX records_by_id ON records (kind, id);
-- `records_by_date`, on span, first, last, pos, known, undated and independent, is made when all records are there: in order.
