"""The page to ask in."""

from functools import cache

__all__ = ["query_page"]


@cache
def query_page(path: str) -> str:
    """Return the page for the endpoint at a path."""
    return f"<!DOCTYPE html><title>{path}</title>"
