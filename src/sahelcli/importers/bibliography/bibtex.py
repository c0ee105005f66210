"""BibTeX and biblatex importer: each entry is a source; TeX markup is replaced by the text it prints."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sahelcli.diagnostics.finding import Location
from sahelcli.errors import MissingLibrary
from sahelcli.importers.bibliography.sources import (
    OWN,
    BibliographyEntry,
    BibliographyImport,
    agency_of_note,
    left_out,
    names_of,
    row_of,
)
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.row_errors import row_error
from sahelcli.importers.tables.column_layout import WantedColumns
from sahelcli.importers.tables.file_opening import text_of
from sahelcli.importers.tables.table import Item, Note, Table, fault_at

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "b": "\u0331",
    "d": "\u0323",
}  # fmt: skip
_NAMED = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å",
    "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
    "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textbraceleft": "{", "textbraceright": "}",
    "textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“",
    "textquotedblright": "”", "textquotedbl": '"', "textquotesingle": "'", "guillemotleft": "«",
    "guillemotright": "»", "ldots": "…", "dots": "…", "textellipsis": "…", "S": "§", "copyright": "©", "euro": "€",
    "texteuro": "€", "pounds": "£", "textdegree": "°", "textregistered": "®", "texttrademark": "™",
}  # fmt: skip
_STYLES = "emph|textit|textbf|textsc|textrm|textsf|texttt|textup|textmd|text|url|mkbibquote|mbox"
_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "~": "\u00a0", "?`": "¿", "!`": "¡"}
_TOKEN = re.compile(
    r"\\(?P<accent>[`'^~\"=.]|[uvHckrbd](?![A-Za-z]))\s*(?:\{(?P<braced>\\[ij]|[^\W\d_])\}|(?P<bare>\\[ij]|[^\W\d_]))"
    r"(?:(?<=\\[ij])(?:\s+|\{\}))?"
    rf"|\\(?P<style>{_STYLES})\s*(?=\{{)"
    r"|\\(?P<named>[A-Za-z]+)(?:\{\}|\s+|(?![A-Za-z]))"
    r"|\\(?P<sign>[&%$#_{}])"
    r"|(?P<space>\\[ ,/])"
    r"|(?P<ligature>---|--|``|''|\?`|!`|~)"
    r"|(?P<brace>[{}])"
)


def plain(text: str) -> str:
    """Return the text that TeX would print, on one line."""
    return " ".join(_TOKEN.sub(_read, text).split(" ")) if "\n" not in text else plain(" ".join(text.split()))


def address(text: str) -> str:
    """Return a URL without the backslashes that escape TeX's special characters."""
    return re.sub(r"\\([&%$#_~{}])", r"\1", text.strip())


def _read(match: re.Match[str]) -> str:
    if match["accent"]:
        letter = (match["braced"] or match["bare"]).removeprefix("\\")
        return unicodedata.normalize("NFC", letter + _ACCENTS[match["accent"]])
    if match["named"]:
        return _NAMED.get(match["named"], match[0])
    if match["ligature"]:
        return _LIGATURES[match["ligature"]]
    return match["sign"] or (" " if match["space"] == "\\ " else "")


try:
    from bibtexparser import model
    from bibtexparser.entrypoint import parse_string
except ImportError as error:
    otherwise = ", or write the bibliography as CSL-JSON or RIS"
    raise MissingLibrary("bibtex needs", "bibtexparser", "bibtex", otherwise) from error

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # what it would print is said here, with its line

form = BibliographyImport
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: f"{number:02}" for number, name in enumerate(_NAMES, 1)}
_LANGUAGES = {
    "arabic": "ar", "danish": "da", "german": "de", "ngerman": "de", "greek": "el", "english": "en", "spanish": "es",
    "estonian": "et", "persian": "fa", "finnish": "fi", "french": "fr", "hebrew": "he", "hindi": "hi",
    "hungarian": "hu", "italian": "it", "dutch": "nl", "norwegian": "no", "polish": "pl", "portuguese": "pt",
    "romanian": "ro", "russian": "ru", "swedish": "sv", "turkish": "tr", "ukrainian": "uk", "american": "en-US",
    "usenglish": "en-US", "british": "en-GB", "ukenglish": "en-GB",
}  # fmt: skip  # as babel and polyglossia call them
_REST = {
    "editor": "Edited by", "translator": "Translated by", "type": "Kind", "volume": "Volume", "number": "Number",
    "issue": "Issue", "pages": "Pages", "edition": "Edition", "series": "Series", "location": "Place",
    "address": "Place", "eventtitle": "Event", "isbn": "ISBN", "issn": "ISSN", "doi": "DOI", "eprint": "Eprint",
    "howpublished": "How published", "chapter": "Chapter",
}  # fmt: skip  # fields that a citation may need, and their labels in a note
_CONTAINERS = ("journaltitle", "journal", "maintitle", "booktitle", "organization")
_HOUSES = ("publisher", "institution", "school")
_TAKEN = {
    *("title", "subtitle", "author", "date", "year", "month", "day", "url", "urldate", "langid", "language", "note"),
    *("annote", "annotation", "addendum", *_CONTAINERS, *_HOUSES, "shorttitle", "journalsubtitle"),
}
_ARCHIVED = re.compile(r"Archived at \\url\{((?:\\[%#]|[^{}\\])*)\}")


@contextmanager
def opened(path: str, columns: WantedColumns, options: ImportOptions) -> Iterator[Table]:  # noqa: ARG001  # as every importer's
    """Open a BibTeX file; a SahelError if it cannot be read."""
    text, known = text_of(path, options)
    yield Table(path, (Note(f"{Location(path)}: read as {known}"),), _rows(text.removeprefix("\ufeff"), path))


def _rows(text: str, path: str) -> Iterator[Item]:
    unknown: set[str] = set()
    is_ours = False
    library = parse_string(text, parse_stack=[])
    macros = _MONTHS | {block.key.lower(): block.value for block in library.blocks if isinstance(block, model.String)}
    for parsed in library.blocks:
        block = parsed.ignore_error_block if isinstance(parsed, model.DuplicateBlockKeyBlock) else parsed
        line = (parsed.start_line or 0) + 1
        if isinstance(block, model.Entry) and block.key == OWN:
            is_ours = True
            yield Note(f"{Location(path, line)}: the dataset itself is no source of what it says")
        elif isinstance(block, model.Entry):
            fields = {field.key.lower(): value_of(str(field.value), macros) for field in block.fields}
            unknown.update(name for name, value in fields.items() if value and name not in _TAKEN and name not in _REST)
            entry = _entry(block.key, fields)
            yield row_of(line, agency_of_note(entry) if is_ours else entry)
        elif isinstance(block, model.DuplicateFieldKeyBlock):
            yield fault_at(path, line, row_error("a field stands twice in the entry", "duplicate-key"))
        elif isinstance(block, model.ParsingFailedBlock):
            yield fault_at(
                path, line, row_error("the entry cannot be read", "syntax", "a comma or a brace may be missing")
            )
        elif isinstance(block, model.ImplicitComment) and block.comment.strip():
            yield Note(f"{Location(path, line)}: text between entries is a comment, and is passed over")
    yield from left_out(unknown)


def value_of(text: str, macros: Mapping[str, str], depth: int = 0) -> str:
    """Return the value of a field: pieces joined by #, without braces or quotation marks, macros replaced."""
    pieces = []
    for piece in _pieces(text):
        if piece[:1] == "{" or piece[:1] == '"':
            pieces.append(piece[1:-1])
        elif piece.lower() in macros and depth < 20:
            pieces.append(value_of(macros[piece.lower()], macros, depth + 1))
        else:
            pieces.append(piece)
    return "".join(pieces)


def _pieces(text: str) -> Iterator[str]:
    depth, start, is_quoted = 0, 0, False
    for place, sign in enumerate(text):
        if sign == '"' and depth == 0:
            is_quoted = not is_quoted
        elif sign in "{}":
            depth += 1 if sign == "{" else -1
        elif sign == "#" and depth == 0 and not is_quoted:
            yield text[start:place].strip()
            start = place + 1
    yield text[start:].strip()


def _entry(key: str, fields: dict[str, str]) -> BibliographyEntry:
    def first(*names: str) -> str:
        return next((plain(fields[name]) for name in names if fields.get(name, "").strip()), "")

    addendum = fields.get("addendum", "")
    archived = _ARCHIVED.fullmatch(addendum)
    doi = address(fields.get("doi", "")).removeprefix("https://doi.org/")
    language = plain(fields.get("langid") or fields.get("language", "")).strip()
    title = ": ".join(filter(None, (first("title"), first("subtitle"))))
    more = [f"{label}: {plain(fields[name])}" for name, label in _REST.items() if fields.get(name, "").strip()]
    notes = (first("note"), first("annotation", "annote"), "" if archived else plain(addendum))
    container = first(*_CONTAINERS)
    others = [plain(fields[name]) for name in (*_CONTAINERS, *_HOUSES) if fields.get(name, "").strip()]
    more += [f"In: {text}" for text in others[1:] if text not in (container, first(*_HOUSES))]
    return BibliographyEntry(
        key=key,
        title=title,
        container=container,
        publisher=first(*_HOUSES),
        author=_people(fields.get("author", "")),
        published=_date(fields, first("month")),
        year=first("year"),
        accessed=first("urldate"),
        url=address(fields.get("url", "")) or (doi and f"https://doi.org/{doi}"),
        archive_url=address(archived[1]) if archived else "",
        language=_LANGUAGES.get(language.lower(), language),
        note="\n".join(filter(None, notes)),
        more="\n".join(more),
    )


def _date(fields: Mapping[str, str], month: str) -> str:
    if fields.get("date"):
        return fields["date"].strip()
    year, day = fields.get("year", "").strip(), fields.get("day", "").strip()
    number = _MONTHS.get(month[:3].lower(), f"{month:0>2}" if month.isdecimal() else "")
    if not month:
        return year
    if not number or (day and not day.isdecimal()):
        return " ".join(filter(None, (day, month, year)))
    return "-".join(filter(None, (year, number, day and f"{day:0>2}")))


def _people(text: str) -> str:
    return names_of("et al." if name == "others" else _person(name) for name in _split(text, " and "))


def _person(name: str) -> str:
    """Return `Last, First` as `First Last`; a name in braces is left whole."""
    parts = [plain(part).strip() for part in _split(name, ",")]
    return " ".join(filter(None, (parts[-1], *parts[:-1]))) if len(parts) > 1 else parts[0]


def _split(text: str, sign: str) -> list[str]:
    """Return the parts of a text between separators, ignoring separators inside braces."""
    parts, depth, start, text = [], 0, 0, " ".join(text.split())
    for place in range(len(text)):
        depth += (text[place] == "{") - (text[place] == "}")
        if depth == 0 and text.startswith(sign, place) and place >= start:
            parts.append(text[start:place])
            start = place + len(sign)
    return [part.strip() for part in (*parts, text[start:])]
