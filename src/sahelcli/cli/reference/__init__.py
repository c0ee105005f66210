"""Description of every command and option, read from the commands; and the names that several of its modules know."""

VERSION = "--version"
DEBUG = "--debug"
HIDDEN = {"--from", "--to"}  # other tools' words for --since and --until: understood, not taught
COMPLETE = "_SAHEL_COMPLETE"  # the variable with which the script of a shell asks what a word can become
LINE = "_SAHEL_LINE"  # the variable that holds the line, where a shell cannot give it as an argument
