"""Entry point of `sahel` and `python -m sahelcli`: how the process begins and how it ends."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
import threading
from contextlib import suppress


def run() -> None:
    """Run the program and end the process with its exit code."""
    if getattr(sys, "frozen", False):  # by PyInstaller: here begins the second process that builds an index, too
        from multiprocessing import freeze_support

        freeze_support()
    gc.set_threshold(200_000)  # to load a program makes many objects and no garbage: it is looked for less often
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # else it looks through all packages for some
    try:
        from sahelcli.deferred_modules import defer

        defer()  # before Typer is imported
        from sahelcli.cli.app import main  # here: an interrupt while the program is loaded is one like any other

        code = main()
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is said: what comes now changes no answer and no exit code
    except KeyboardInterrupt:
        from sahelcli.errors import ExitCode

        code = ExitCode.INTERRUPTED
    if atexit._ncallbacks() == 0 and threading.active_count() == 1:  # noqa: SLF001  # there is no other way to ask
        _end_at_once(code)
    gc.freeze()  # no garbage is looked for at the end, where all memory is given back
    sys.exit(code)


def _end_at_once(code: int) -> None:
    """End the process without taking down, one by one, the modules and objects that end with it.

    That takes a twentieth of a short run. Nothing else waits for the end: no thread runs, nothing is to be called.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):  # there is none, it is closed, or its reader has gone
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
