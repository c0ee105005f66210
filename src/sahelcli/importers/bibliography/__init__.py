"""Bibliography importers: sources from BibTeX, CSL-JSON, RIS and Zotero's CSV."""
