"""Columns mapped to keys (--map): what reads their cells, and the records that become of rows."""
