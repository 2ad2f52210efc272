"""The graph over HTTP: a SPARQL 1.1 endpoint, its query page, the entities' own addresses.

Queries run in worker processes with bounds on time and memory and without a network.
"""
