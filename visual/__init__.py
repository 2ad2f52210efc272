"""Graph to page."""
