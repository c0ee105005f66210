"""Objects of JSON as the rows of a table."""
