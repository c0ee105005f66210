"""What has changed between two states of a dataset; both are read for it, since an index knows valid records alone."""
