"""Mapping of columns to keys (--map): readers of their cells, and the records made of rows."""
