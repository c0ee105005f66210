"""JSON objects as the rows of a table."""
