"""Answers that are more than a list of records: a profile, a page, hits, counts, differences."""
