"""UCDP GED importer."""
