"""Dates as records have them (EDTF), periods that readers ask for, and both in words."""
