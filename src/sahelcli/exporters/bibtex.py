"""biblatex export: the sources, for LaTeX; its dates are EDTF, level 1, as ours are (biblatex manual, section 2.3.8).

The first entry is the dataset itself, to be cited, and says what was selected.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING

from sahelcli.citations.csl_items import remarks
from sahelcli.exporters.csl import DATASET
from sahelcli.exporters.selection import ExportSelection
from sahelcli.text.sanitize import one_line, web_address

if TYPE_CHECKING:
    from sahelcli.json_contract import SourceRow

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    '"': '"{}',  # what babel's manual has for the sign itself, where a language gives it a meaning before letters
    **{character: f"\\{character}" for character in "$&%#_"},
}
_LIGATURE = re.compile("[-`'<>,!?](?=[-`'<>,])")  # what TeX would draw as one sign: -- as a dash
_BRACES = {"{": r"\{", "}": r"\}"}
_NAMED_BRACES = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
_LANGUAGES = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "et": "estonian",
    "fa": "persian", "fi": "finnish", "fr": "french", "he": "hebrew", "hi": "hindi", "hu": "hungarian", "it": "italian",
    "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sv": "swedish", "tr": "turkish", "uk": "ukrainian",
}  # fmt: skip  # as babel and polyglossia call them


def export(document: ExportSelection, out: IO[bytes]) -> tuple[str, ...]:
    """Write the entries as UTF-8, which Biber reads; the id of a source is its key."""
    out.write(_entry("dataset", DATASET, _dataset(document)).encode())
    for source in document.sources:
        out.write(f"\n{_entry('online', source['id'], _fields(source))}".encode())
    return ()


def _entry(kind: str, key: str, fields: dict[str, str | None]) -> str:
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


def _dataset(document: ExportSelection) -> dict[str, str | None]:
    provenance = document.provenance_for_people()
    names = ("licence", "content_hash", "selection", "incomplete")
    rest = [f"{name}: {provenance[name]}" for name in names if name in provenance]
    return {
        "title": _braced(document.title),
        "version": escaped(provenance.get("version")),
        "url": web_address(provenance.get("homepage")),
        "note": escaped("; ".join(rest).replace("content_hash", "content hash")),
    }


def _fields(source: SourceRow) -> dict[str, str | None]:
    return {
        "title": _braced(source["title"]),
        "author": _braced(source["author"]),
        "organization": _braced(source["publisher"]),
        "date": _date(source["published"]),
        "url": web_address(source["url"]),
        "urldate": _date(source["accessed"]),
        "langid": _LANGUAGES.get((source["language"] or "").split("-")[0].lower()),
        "note": escaped(remarks(source)),
        "addendum": _archived(source["archive_url"]),
    }


def escaped(text: str | None) -> str | None:
    """Return text as TeX prints it, sign for sign, on one line."""
    if not text:
        return None
    special = _SPECIAL | (_BRACES if _is_balanced(text) else _NAMED_BRACES)
    signs = "".join(special.get(character, character) for character in one_line(text))
    return _LIGATURE.sub(r"\g<0>{}", signs)


def _is_balanced(text: str) -> bool:
    """Whether each brace has its other: readers count them even where they are escaped."""
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0


def _braced(text: str | None) -> str | None:
    """Return text that no style changes the case of or takes apart into names."""
    return f"{{{escaped(text)}}}" if text else None


def _archived(url: str | None) -> str | None:
    address = web_address(url)
    return "Archived at \\url{" + re.sub("[%#]", r"\\\g<0>", address) + "}" if address else None


def _date(text: str | None) -> str | None:
    """Return the EDTF text; days of which the first digit alone is known, which level 1 does not have, as unknown."""
    return re.sub(r"-[0-3]X", "-XX", text) if text else None
