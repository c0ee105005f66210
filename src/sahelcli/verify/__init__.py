"""Verification of an article: its quotations, numbers of people and days, held against a dataset."""
