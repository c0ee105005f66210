"""JSON tables: JSON objects read as the rows of a table."""
