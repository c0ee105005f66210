"""Text tables: opening, decoding, splitting into cells, and finding the wanted columns."""
