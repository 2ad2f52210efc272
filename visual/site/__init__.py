"""A page for each thing of a graph, the lists that lead to them, and the whole as a folder."""
