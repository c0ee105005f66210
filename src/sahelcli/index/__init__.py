"""The index: one derived, disposable SQLite file that answers for a dataset."""
