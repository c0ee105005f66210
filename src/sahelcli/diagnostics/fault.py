"""What is wrong with a record as a whole, where no single field's type can say it."""

from __future__ import annotations


class RecordFault(ValueError):
    """Raised inside a model, told by the reader: `code` and `hint` as in a Diagnostic, `key` the field to show."""

    def __init__(self, code: str, message: str, hint: str | None = None, key: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.key = key
