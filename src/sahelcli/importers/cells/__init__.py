"""Cells of a table: what dates, numbers, addresses and markup in them say."""
