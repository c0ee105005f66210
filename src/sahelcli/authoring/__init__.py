"""New records: from options, from answers on a terminal or from an editor, to a checked block of TOML."""
