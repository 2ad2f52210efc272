"""A report with its facts marked where they stand."""

from visual.reading.addresses import address

__all__ = ["address"]
