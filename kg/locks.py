"""Locks between processes; the system takes them back when a process ends, however it ends."""

import os
from pathlib import Path

try:
    import fcntl
except ImportError:  # a system without them: one user at a time is on his own
    fcntl = None  # type: ignore[assignment]

__all__ = ["Lock", "LockedError"]


class LockedError(Exception):
    """Another process holds the lock."""


class Lock:
    """A lock on a file or folder, held until it is let go."""

    def __init__(self, path: Path, *, shared: bool = False) -> None:
        """Take the lock at once, made with its file if it is no folder and not there.

        Raises:
            LockedError: Another process holds it.
            OSError: The file cannot be opened.
        """
        is_there = shared or path.is_dir()
        self._descriptor = os.open(path, os.O_RDONLY if is_there else os.O_RDWR | os.O_CREAT)
        try:
            if fcntl:
                kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
                fcntl.flock(self._descriptor, kind | fcntl.LOCK_NB)
        except OSError as error:
            self.release()
            if isinstance(error, BlockingIOError):
                raise LockedError(str(path)) from error
            raise

    def release(self) -> None:
        """Let the lock go."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
