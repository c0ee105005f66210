"""The records of a dataset: models, dates, references and findings, one file a thing."""
