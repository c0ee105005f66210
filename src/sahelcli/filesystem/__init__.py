"""Files and folders: found, read whole, written whole, locked."""
