"""Comparison of two states of a dataset; both are read from files, since an index has valid records alone."""
