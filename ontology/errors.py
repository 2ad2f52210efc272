"""The one family of errors that this program raises on purpose."""

__all__ = ["KgError"]


class KgError(Exception):
    """A fault that the reader can mend.

    The message is one line: the thing, what is wrong with it, what to do.
    The command line prints it and exits with 1.
    """
