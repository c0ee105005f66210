"""References for an article: a record as a line, with who says so and from which dataset; in any style of CSL."""
