"""Arrow, the library that makes tables of columns, and Parquet files of these; loaded to export facts alone."""

from __future__ import annotations

from sahelcli.deferred_modules import leave_out
from sahelcli.errors import MissingLibrary

leave_out("numpy", "pandas")  # where these are installed, half a second goes by until Arrow has loaded both
try:
    import pyarrow
    import pyarrow.compute
    import pyarrow.json
    import pyarrow.parquet
except ImportError as error:
    raise MissingLibrary("facts needs", "pyarrow", "parquet") from error

__all__ = ["pyarrow"]
