"""Names on the command line that more than one place knows, and that are no option of a command; nothing is loaded."""

VERSION = "--version"
DEBUG = "--debug"
HIDDEN = {"--from", "--to"}  # other tools' words for --since and --until: understood, not taught
COMPLETE = "_SAHEL_COMPLETE"  # the variable with which the script of a shell asks what a word can become
LINE = "_SAHEL_LINE"  # the variable that holds the line, where a shell cannot give it as an argument
