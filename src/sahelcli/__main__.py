"""`sahel`, which is `python -m sahelcli` too: how the process begins and how it ends."""

from __future__ import annotations

import gc
import signal
import sys


def run() -> None:
    """Run the program and end the process with its exit code."""
    if getattr(sys, "frozen", False):  # by PyInstaller: here begins the second process that builds an index, too
        from multiprocessing import freeze_support

        freeze_support()
    gc.set_threshold(50_000)  # to load a program makes many objects and no garbage: it is looked for less often
    try:
        from sahelcli.cli.app import main  # here: an interrupt while the program is loaded is one like any other

        code = main()
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is said: what comes now changes no answer and no exit code
    except KeyboardInterrupt:
        from sahelcli.errors import ExitCode

        code = ExitCode.INTERRUPTED
    finally:
        gc.freeze()  # nor at the end, where all memory is given back: that took a tenth of a short run
    sys.exit(code)


if __name__ == "__main__":
    run()
