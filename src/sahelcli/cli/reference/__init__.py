"""The reference of the command line: one description, read from the commands, and every form in which it is printed."""
