"""Exit codes and general errors; a concrete error is defined in the module that raises it."""

from enum import IntEnum
from typing import ClassVar, Self


class ExitCode(IntEnum):
    """Exit codes of the program, with their meanings as help and README print them."""

    meaning: str

    DONE = 0, "done; an empty answer is an answer"
    NO = 1, "the answer is no: an unknown or ambiguous name, errors found, or -e and no rows"
    USAGE = 2, "the command line is wrong"
    UNUSABLE = 3, "the dataset or a file cannot be used"
    NOT_MERGED = 129, "merge could not be done, which git takes for a failed driver"  # 1 to 128 are conflicts to it
    INTERRUPTED = 130, "interrupted"

    def __new__(cls, code: int, meaning: str) -> Self:
        """Make the number, with its meaning beside it."""
        made = int.__new__(cls, code)
        made._value_ = code
        made.meaning = meaning
        return made


class SahelError(Exception):
    """Base of every failure that is the user's or the machine's, never ours.

    `message` is one lower-case sentence without a full stop; `hint` is the way out, or None.
    Subclasses make both in their constructor, so that a raising site is one line.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.UNUSABLE

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(SahelError):
    """An option or argument that cannot be used as given."""

    exit_code = ExitCode.USAGE


class MissingLibrary(SahelError):
    """A library of an extra is not installed; `needs` says what needs it, `otherwise` what else one can do."""

    def __init__(self, needs: str, library: str, extra: str, otherwise: str = "") -> None:
        super().__init__(f"{needs} {library}, which is not installed", f'pip install "sahel[{extra}]"{otherwise}')


class NoError(SahelError):
    """The answer is no: a named thing is unknown, or names several."""

    exit_code = ExitCode.NO


class Printed(SahelError):
    """A failure of which the output has said all: its message is empty."""

    def __init__(self) -> None:
        super().__init__("")


class NoRows(Printed, NoError):
    """With `--exit-status`: no rows match."""
