"""Findings about data as values: code, message, hint and place."""
