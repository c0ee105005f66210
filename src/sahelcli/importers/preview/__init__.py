"""Import preview: the contents of a table's columns, and a proposed mapping."""
