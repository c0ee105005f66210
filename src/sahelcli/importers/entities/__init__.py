"""The actors, places and sources that rows name: each written once."""
