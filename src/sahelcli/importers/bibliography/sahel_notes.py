"""What the note of a source says that our own exports put there, since citation formats have no place for it."""

from __future__ import annotations

import re

from sahelcli.importers.bibliography.sources import BibliographyEntry

OWN = "sahel:dataset"  # the key of the first entry of what we exported
_REWORDED = "An automatic paraphrase or translation."
_AGENCY = re.compile(r"Carries ([^.]+)\.(?: |$)")  # a name with a full stop of its own ends nobody knows where


def said_in(entry: BibliographyEntry) -> BibliographyEntry:
    """Return an entry of our own export with the agency and the mark of rewording taken out of its note."""
    note, agency = entry.note, ""
    if found := _AGENCY.match(note):
        agency, note = found[1], note[found.end() :]
    is_reworded = note == _REWORDED or note.startswith(f"{_REWORDED} ")
    if is_reworded:
        note = note[len(_REWORDED) :].lstrip(" ")
    return entry._replace(agency=agency, reworded="true" if is_reworded else "", note=note)
