"""Datasets: from TOML files to records, and where in the files everything stands."""
