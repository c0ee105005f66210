"""References to records for an article: a line with sources and dataset, or any style of CSL."""
