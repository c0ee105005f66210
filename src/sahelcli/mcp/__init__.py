"""Model Context Protocol server: the questions of the command line as tools of an assistant, rows with sources."""
