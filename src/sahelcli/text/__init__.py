"""Text compared, shown, cut, measured and encoded."""
