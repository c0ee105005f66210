"""Engines: the same questions, asked of DuckDB, ClickHouse, Spark and others over the facts that were exported."""
