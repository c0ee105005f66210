"""Preview of a table, and a proposal of what its columns mean."""
