"""Charts of troop numbers over time: the axes that all of them share, and the chart on a terminal."""
