"""Drawings of troop numbers over time: what the one on the terminal and the one in the page share, and the first."""
