"""`sahel`, which is `python -m sahelcli` too: how the process begins and how it ends."""

from __future__ import annotations

import signal
import sys


def run() -> None:
    """Run the program and end the process with its exit code."""
    try:
        from sahelcli.app import main  # here: an interrupt while the program is loaded is one like any other

        code = main()
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is said: what comes now changes no answer and no exit code
    except KeyboardInterrupt:
        from sahelcli.errors import ExitCode

        code = ExitCode.INTERRUPTED
    sys.exit(code)


if __name__ == "__main__":
    run()
