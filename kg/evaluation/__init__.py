"""Hold what the rules find against what an annotator found."""
