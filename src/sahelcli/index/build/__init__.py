"""The index built: chunks are read, linked, and written as rows; or an index grows by what was appended."""
