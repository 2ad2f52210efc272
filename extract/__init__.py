"""Text to facts: sources, one rule for each kind of fact, assembly."""
