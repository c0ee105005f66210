"""`python -m sahelcli` is `sahel`."""

from sahelcli.app import run

run()
