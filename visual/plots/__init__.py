"""Figures for papers: the adoption curve, the matrix, the network."""
