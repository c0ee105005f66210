"""Error codes of the reader of files, each with the rule that it stands for."""

READING = {
    "unreadable": """A file or folder can be read.

    A link leads somewhere, and not round in a circle; a pipe or device is no file of a dataset.""",
    "encoding": """A file is text in UTF-8, with or without a byte order mark.

    Another encoding, a NUL byte, or a packed or binary file is told by what it seems to be.""",
    "syntax": """A file is valid TOML 1.1.

    A record that is not is passed over, and the others are still read.""",
    "unsolved-merge": """A file holds no conflict that a merge of git has left.

    What stands between its lines of signs is not read, in a text of several lines neither.""",
    "duplicate-key": "A key stands once in its table, and a table once in its file.",
    "unknown-table": """A table is one of those there are: `[[events]]`, `[[quotes]]`, `[[figures]]`, `[[actors]]`,
    `[[places]]`, `[[sources]]`, `[dataset]` and `[tags]`.

    Records stand in double brackets. A table whose name begins with `x_` is your own, and not looked at.""",
    "unknown-key": """A key is one of those that its record has.

    A key that begins with `x_` is your own, and kept as it is.""",
    "missing-key": """A record has the keys that its kind needs.

    An event, a quotation and a figure cite at least one source. A figure has `low`, `high` or both, and says in
    `force` or `counts` who is counted.""",
    "type": """A value has the type of its key.

    Nothing is converted: `"1500"` is no number, `true` is none either, and one name is no list of names.""",
    "text": "A text that is needed is not blank, and no text is longer than its key allows.",
    "choice": "A value that is one of a few is one of those.",
    "id": """An id and a tag are made of a-z, 0-9 and hyphens, begin with a letter or digit, and have at most 100
    characters.""",
    "date": """A date is one that exists, written in EDTF: a year, month or day, or an interval of these.

    `2023`, `2023-07`, `2023-07-26`; `2023-09~` is about, `2023-09?` is uncertain, `2023-07/2023-09` is from one to the
    other, `../2023-12-31` is by that day. A day of the calendar without quotes and a year as a number are fine too.""",
    "number": """A number is within its bounds.

    People are counted from 0 to 9223372036854775807, `low` is not above `high`; a latitude lies from -90 to 90, a
    longitude from -180 to 180.""",
    "qualifier": """At least is `low` alone, and at most is `high` alone.

    `qualifier` may say `at-least` beside `low` and `at-most` beside `high`, and neither where the other number stands:
    from `low` to `high` a figure is a range, with the same number twice it is that number.""",
    "country": "A country code is two capital letters.",
    "language": "A language is a tag like `fr`, `en`, `ha` or `pt-BR` (BCP 47).",
    "role-dates": "A role does not end before it begins.",
    "duplicate-id": """An id belongs to one record of its kind, over all files.

    The first record keeps it. Records of two kinds may have the same id.""",
    "unknown-reference": """What a record refers to is there.

    A record that could not be read for another reason is not missed here.""",
    "unknown-tag": "A tag is in the table `[tags]`, where a dataset has one.",
    "place-loop": "A place does not lie in itself, and not by way of others either.",
    "conflict-copy": """A file is no copy that a synchroniser, a browser or a file manager has left beside another one.

    Such a copy is known by its name, as Dropbox, Syncthing, iCloud, OneDrive, Nextcloud, browsers and file managers
    give it, and is not read, unless it is named itself.""",
    "no-records": "A file, and a folder, holds something to read.",
}
"""The law of each code that the reader gives, in the order in which a file meets them."""
