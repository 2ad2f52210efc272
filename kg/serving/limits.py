"""What a query may use up, and how a worker process is held to it by the system."""

import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Limits", "limit_memory", "set_alarm"]

_MEGABYTE = 1 << 20
_STATEMENTS_A_ROW = 10
_GRACE = 0.4
"""Seconds after its time at which a worker ends itself, should nobody have ended it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one query may use up."""

    seconds: float = 10.0
    memory: int = 1024
    """Megabytes beyond what the store itself needs."""
    rows: int = 10_000
    """Rows of an answer; statements may be ten times as many."""
    size: int = 64 * _MEGABYTE
    """Bytes of an answer."""

    @property
    def statements(self) -> int:
        """Most statements of a CONSTRUCT or DESCRIBE."""
        return self.rows * _STATEMENTS_A_ROW


def limit_memory(megabytes: int) -> None:
    """Let this process take so much memory beyond what it holds; then it ends.

    Where the system has no such limit (Windows) or does not keep to it (macOS), nothing happens.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 (not everywhere)

    held = _held()
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = held + megabytes * _MEGABYTE
    soft = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    if held:
        resource.setrlimit(resource.RLIMIT_AS, (soft, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def set_alarm(seconds: float) -> None:
    """End this process after so many seconds, whatever it does; 0 takes that back."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE if seconds else 0)


def _held() -> int:
    """Return the bytes of address space that this process has, 0 if the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
