"""Tables of ACLED."""
