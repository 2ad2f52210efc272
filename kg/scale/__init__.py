"""Past one machine: clusters, remote addresses, parts of N-Quads, other stores."""
