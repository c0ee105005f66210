"""Verification of an article: compares its quotations, numbers of people and days with a dataset."""
