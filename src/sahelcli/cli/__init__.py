"""The command line: options, help, completion, and one file per command; the only package that uses Typer."""
