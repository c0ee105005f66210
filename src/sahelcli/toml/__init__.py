"""TOML: parsed, explained where it is wrong, and written."""
