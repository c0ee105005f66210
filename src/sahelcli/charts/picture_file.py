"""Picture files: an SVG as it is, or made PNG or PDF by Typst, with the fonts of the system and its own.

Text stays text in PDF. The bytes carry no time of making and are the same each time on a system with the same fonts.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from types import ModuleType
from xml.etree import ElementTree

from sahelcli.errors import MissingLibrary

SUFFIXES = (".svg", ".png", ".pdf")
DOTS_PER_INCH = 300  # of PNG, as printers ask for
_METRE = 39.3701  # inches
_PAGE = b"""#set document(title: sys.inputs.title, date: none)
#set text(lang: "en")
#set page(width: float(sys.inputs.width) * 1mm, height: float(sys.inputs.height) * 1mm, margin: 0mm)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, alt: sys.inputs.title)
"""
_NAMES = [""] * 0x10000  # of glyphs, which nobody reads here
_USUAL = re.compile("[\0-\u024f\u0370-\u03ff\u0400-\u04ff\u0621-\u064a\u2000-\u206f\u20ac\ufffd\u2190-\u2193\u2248\\s]")
"""Letters that the fonts within Typst have: Latin, Greek, Cyrillic, Arabic, their punctuation and our signs."""


def picture_bytes(svg: str, suffix: str) -> bytes:
    """Return the file of a picture; MissingLibrary where PNG or PDF is asked for and Typst is not installed."""
    if suffix == ".svg":
        return svg.encode()
    made = _typst().compile(_PAGE, format=suffix[1:], ppi=DOTS_PER_INCH, sys_inputs=_inputs(svg))
    content = bytes(made) if isinstance(made, (bytes, bytearray)) else bytes(made[0])
    return _with_density(content) if suffix == ".png" else content


def letters_without_font(svg: str) -> str:
    """Return the letters of a picture that no font on this system has, each once; they are boxes in PNG and PDF."""
    drawn = "".join(text for element in ElementTree.fromstring(svg).iter() for text in _texts(element))  # noqa: S314  # our own
    return _without_font("".join(dict.fromkeys(letter for letter in drawn if not _USUAL.match(letter))))


@cache
def _without_font(lacking: str) -> str:
    """Return those of some letters that no font has; to look through all fonts takes longer than to draw a picture."""
    for letters in _fonts() if lacking else ():
        lacking = "".join(letter for letter in lacking if ord(letter) not in letters)
        if not lacking:
            break
    return lacking


def _texts(element: ElementTree.Element) -> Iterator[str]:
    if element.tag.endswith("}text") and element.text:
        yield element.text


def _inputs(svg: str) -> dict[str, str]:
    root = ElementTree.fromstring(svg)  # noqa: S314  # our own
    width, height = (root.attrib[side].removesuffix("mm") for side in ("width", "height"))
    return {"svg": svg, "title": root.get("aria-label", ""), "width": width, "height": height}


def _typst() -> ModuleType:
    try:
        import typst
    except ImportError as error:
        raise MissingLibrary("PNG and PDF need", "typst", "pictures", ", or write .svg") from error
    return typst


def _fonts() -> Iterator[Iterable[int]]:
    """Yield the letters of each font of the system, as Typst finds them, a file once; none of one that is damaged."""
    try:
        from fontTools.ttLib import TTFont, TTLibError
    except ImportError as error:
        raise MissingLibrary("PNG and PDF need", "fonttools", "pictures", ", or write .svg") from error
    for path, number in dict.fromkeys((font.path, font.index) for font in _typst().Fonts().fonts() if font.path):
        with suppress(TTLibError, OSError, KeyError), TTFont(path, fontNumber=number, lazy=True) as font:
            font.setGlyphOrder(_NAMES)  # or those in the font would be read, which takes longest
            yield font.getBestCmap() or {}


def _with_density(png: bytes) -> bytes:
    """Return a PNG that says behind its first chunk how many dots a metre has (its specification, section 11.3.4.3)."""
    end = 8 + 25  # the signature and IHDR, which always has 13 bytes
    dots = round(DOTS_PER_INCH * _METRE)
    chunk = b"pHYs" + struct.pack(">IIB", dots, dots, 1)
    return png[:end] + struct.pack(">I", 9) + chunk + struct.pack(">I", zlib.crc32(chunk)) + png[end:]
