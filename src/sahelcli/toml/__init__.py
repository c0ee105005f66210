"""TOML: parsed, explained where it is wrong, and written."""

DEEPEST = 50  # steps of a way: what lies deeper is shown at that depth, or a text of brackets would cost its square
