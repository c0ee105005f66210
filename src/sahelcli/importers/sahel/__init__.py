"""Importer for rows printed by `sahel` itself."""
