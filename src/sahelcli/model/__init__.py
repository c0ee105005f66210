"""The records of a dataset: models, dates, references and findings, one file a thing."""

# In the order of `kinds.KINDS`: here because the models behind that are slow to load.
KIND_NAMES = ("event", "quote", "figure", "actor", "place", "source")
