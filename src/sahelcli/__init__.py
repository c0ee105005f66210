"""A sourced chronology you can query: dated events, quotations and troop figures, each with who says so.

`sahelcli.open` asks a dataset from Python, with the words of the command line; docs/python.md shows how.
"""

TYPE_CHECKING = False  # the name that type checkers know, without the time that `typing` takes to load
if TYPE_CHECKING:
    from sahelcli.errors import ExitCode, NoError, SahelError, UsageError
    from sahelcli.library import Dataset, open  # noqa: A004  # named as what it does
    from sahelcli.library.answer import Answer

__version__ = "0.1.0"
__all__ = ["Answer", "Dataset", "ExitCode", "NoError", "SahelError", "UsageError", "__version__", "open"]

_HOMES = {
    **dict.fromkeys(("ExitCode", "NoError", "SahelError", "UsageError"), "sahelcli.errors"),
    **dict.fromkeys(("Dataset", "open"), "sahelcli.library"),
    "Answer": "sahelcli.library.answer",
}


if not TYPE_CHECKING:  # a type checker knows the names above, and no others

    def __getattr__(name: str) -> object:
        """Load what a program asks for; the command line, which passes here too, asks for nothing."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
