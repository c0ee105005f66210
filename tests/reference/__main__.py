"""Writes what is made of the description of the command line: `python -m tests.reference`."""

from __future__ import annotations

from tests.reference.files import files


def main() -> None:
    """Write the man page, the completion scripts and docs/commands.md as they are now."""
    for path, text in files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
