"""Session of Spark: started quietly, with all its processes on this machine where the master says `local`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

_HERE = "127.0.0.1"
_SETTINGS = {
    "spark.app.name": "sahel",
    "spark.ui.enabled": "false",  # no port is opened for people
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "8",  # answers are small; 200, as Spark has it, take a second
    "spark.sql.execution.arrow.pyspark.enabled": "true",
}
_ON_THIS_MACHINE = {"spark.driver.host": _HERE, "spark.driver.bindAddress": _HERE}


def spark_session(master: str) -> Any:
    """Return a new session of Spark; its processes print nothing on our streams."""
    from pyspark.sql import SparkSession

    is_local = master.startswith("local")
    settings = _SETTINGS | (_ON_THIS_MACHINE if is_local else {})
    builder = SparkSession.builder.master(master)
    for name, value in settings.items():
        builder = builder.config(name, value)
    if is_local:
        os.environ.setdefault("SPARK_LOCAL_IP", _HERE)  # what its workers listen at
    with _silent_children():
        session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    return session


@contextmanager
def _silent_children() -> Iterator[None]:
    """Have the processes that are started meanwhile print into nothing, for good."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.flush()
    copies = [os.dup(number) for number in (1, 2)]
    nothing = os.open(os.devnull, os.O_WRONLY)
    try:
        for number in (1, 2):
            os.dup2(nothing, number)
        yield
    finally:
        for number, copy in zip((1, 2), copies, strict=True):
            os.dup2(copy, number)
            os.close(copy)
        os.close(nothing)
