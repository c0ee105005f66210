"""Content hash of a dataset: over its records alone, whatever their files, order and comments.

Each record is hashed alone, with its kind and its id, and the hashes are added up modulo 2^256. So there is no order in
the sum, and a record that comes to a dataset changes it without a look at the others. That no record is there twice is
sure: ids are unique. Two states of a dataset have one sum as rarely as one SHA-256, as long as nobody makes records to
that end: who may choose thousands of them can find some whose hashes cancel each other (generalised birthdays, Wagner
2002). It marks the state that was cited; it is no seal against a forger.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sahelcli.model.base import Record

_MODULUS = 1 << 256
_DIGITS = 64


def hash_of(kind: str, records: Iterable[Record]) -> int:
    """Return the sum of the hashes of records of a kind. Absent keys and default values are not hashed."""
    total, begin = 0, f"{kind}\n".encode()
    for record in records:
        # faster than `model_dump_json`
        record_json = record.__pydantic_serializer__.to_json(record, exclude_defaults=True)
        if record.__pydantic_extra__:  # these stand in the order of the file
            record_json = json.dumps(json.loads(record_json), ensure_ascii=False, sort_keys=True).encode()
        total += int.from_bytes(sha256(begin + record_json).digest())
    return total


def written(total: int) -> str:
    """Return the sum of the hashes of all records in 64 hexadecimal digits."""
    return f"{total % _MODULUS:0{_DIGITS}x}"
