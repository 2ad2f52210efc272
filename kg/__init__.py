"""Facts to graph to answers."""
