"""Models: one for each kind of record, and here the register of kinds by name, noun and table."""

# The name of a kind in options and JSON, the noun that people read, and the table that holds it in TOML; in the order
# in which kinds are listed. `kinds` has their models, which are slow to load.
_KINDS = (
    ("event", "event", "events"),
    ("quote", "quotation", "quotes"),
    ("figure", "figure", "figures"),
    ("actor", "actor", "actors"),
    ("place", "place", "places"),
    ("source", "source", "sources"),
)
KIND_NAMES = tuple(name for name, _, _ in _KINDS)
NOUNS = {name: noun for name, noun, _ in _KINDS}
TABLE_NAMES = {name: table for name, _, table in _KINDS}
