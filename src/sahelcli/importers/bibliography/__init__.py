"""Bibliographies as sources: BibTeX, CSL-JSON, RIS and Zotero's CSV."""
