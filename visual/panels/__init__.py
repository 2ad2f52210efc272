"""Places against mechanisms: the matrix, the timelines and the map, in one page."""
