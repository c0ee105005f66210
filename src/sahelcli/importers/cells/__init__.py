"""Cell parsers: dates, numbers, addresses and markup in the cells of a table."""
