"""XML read in pieces by Expat: bounded, without document types, elements by their names without namespaces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO
from xml.parsers import expat

Attributes = Mapping[str, str]
_PIECE = 1 << 16
_LONGEST_FILE = 1 << 31  # bytes, unpacked


class BadXml(Exception):
    """What is wrong with the XML, in words."""


class ElementHandler:
    """Takes the elements of a file one after the other, by their names without a namespace, and their texts."""

    def start(self, name: str, attributes: Attributes) -> None:
        """Take an element that begins."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def text(self, text: str) -> None:
        """Take text inside the element that has begun last."""


def feed(file: IO[bytes], handler: ElementHandler) -> Iterator[None]:
    """Read a file into a handler, pausing after each piece; BadXml where it is none, or too long."""
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
