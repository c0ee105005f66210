"""Rows that `sahel` itself has printed."""
