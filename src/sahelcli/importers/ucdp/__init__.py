"""Tables of UCDP GED."""
