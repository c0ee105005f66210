"""XML stream parser on Expat: limited in size, no document types, element names without namespaces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO
from xml.parsers import expat

Attributes = Mapping[str, str]
_PIECE = 1 << 16
_LONGEST_FILE = 1 << 31  # bytes, unpacked


class BadXml(Exception):
    """The XML is invalid; the message gives the reason."""


class ElementHandler:
    """Handler of a file's elements in order, by name without namespace, and of their texts."""

    def start(self, name: str, attributes: Attributes) -> None:
        """Handle the start of an element."""

    def end(self, name: str) -> None:
        """Handle the end of an element."""

    def text(self, text: str) -> None:
        """Handle text inside the element that started last."""


def feed(file: IO[bytes], handler: ElementHandler) -> Iterator[None]:
    """Parse a file with a handler, yielding after each chunk; BadXml if it is invalid or too large."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: handler.start(_local(name), _plain(attributes))
    parser.EndElementHandler = lambda name: handler.end(_local(name))
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = _refuse
    size = 0
    try:
        while piece := file.read(_PIECE):
            if (size := size + len(piece)) > _LONGEST_FILE:
                raise BadXml(f"it unpacks to more than {_LONGEST_FILE:,} bytes")
            parser.Parse(piece, False)  # noqa: FBT003  # the parameter has no name
            yield
        parser.Parse(b"", True)  # noqa: FBT003  # as above
        yield
    except expat.ExpatError as error:
        raise BadXml(f"its XML is broken: {expat.ErrorString(error.code)}") from error


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _plain(attributes: Attributes) -> Attributes:
    return {_local(name): value for name, value in attributes.items()}


def _refuse(*_declared: object) -> None:
    raise BadXml("it declares a document type, which no spreadsheet does")
