"""Charts: the axes that all of them share, the geometry of the drawings of pages and pictures, and of a terminal."""
