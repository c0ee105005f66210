"""What cells of a table say: dates, numbers, addresses, markup."""
