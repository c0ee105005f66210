"""Tables as text: opened, decoded, cut into cells, their columns found and mapped."""
