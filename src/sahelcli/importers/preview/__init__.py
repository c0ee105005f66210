"""A first look at a table, and a guess of what its columns mean."""
