"""A sourced chronology you can query: dated events, quotations and troop figures, each with who says so."""

__version__ = "0.1.0"
