"""Column mapping (--map): readers that turn cells into keys, and the records made from rows."""
