"""PostgreSQL, if it is installed: a server of a test's own, in a folder, on a port of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

USER, PASSWORD = "desk", "s3cret/word"  # of a server that lives as long as a test
_PATIENCE = 600  # seconds until it has begun, or ended: a minute, as it has it, is short on a busy machine


def programs() -> Path | None:
    """Return the folder in which the programs of the newest PostgreSQL are, None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    named = shutil.which("initdb")
    return found[-1].parent if found else Path(named).parent if named else None


@contextmanager
def postgres_server(folder: Path) -> Iterator[int]:
    """Give the port of a server whose data are in a folder; the test is passed over where there is no PostgreSQL."""
    if (there := programs()) is None:
        pytest.skip("there is no PostgreSQL: `just engines` installs it")
    data, secret = folder / "data", folder / "secret"
    folder.mkdir(parents=True, exist_ok=True)
    secret.write_text(PASSWORD)
    user = _other_user(folder)
    port = _free_port()
    made = [there / "initdb", "-D", data, "-U", USER, f"--pwfile={secret}", "--auth=scram-sha-256", "-E", "UTF8"]
    subprocess.run([*user, *map(str, made), "--locale=C"], check=True, capture_output=True)
    options = f"-p {port} -c unix_socket_directories= -c listen_addresses=127.0.0.1 -c fsync=off"
    control = [*user, str(there / "pg_ctl"), "-D", str(data), "-w", "-s", "-t", str(_PATIENCE)]
    subprocess.run([*control, "-l", str(folder / "log"), "-o", options, "start"], check=True, capture_output=True)
    try:
        yield port
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, capture_output=True)


def _other_user(folder: Path) -> list[str]:
    """Return what runs a program as somebody else, whom the folder is given to: PostgreSQL refuses root."""
    if os.name != "posix" or os.geteuid() != 0:
        return []
    for path in (folder, *folder.iterdir()):
        shutil.chown(path, "postgres")
    for above in folder.parents:
        if above != Path("/") and above.stat().st_uid == 0 and not above.stat().st_mode & 0o001:
            above.chmod(above.stat().st_mode | 0o011)
    return ["runuser", "-u", "postgres", "--"]


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
