"""Build of the index: chunks are read, linked and written as rows; or appended records are added to an index."""
