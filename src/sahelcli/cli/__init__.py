"""The command line: options, help, completion, and one file a command; all that knows Typer."""
