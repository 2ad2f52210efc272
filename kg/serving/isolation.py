"""Take the network from this process, in whichever way the system allows."""

import ctypes
import os
import sys
from pathlib import Path

__all__ = ["cut_network", "forbid_connections", "leave_network"]

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_CREATE_RULES, _RESTRICT_SELF = 444, 446
"""Numbers of the calls of Landlock, the same on all common processors."""
_VERSION_FLAG, _FIRST_WITH_NETWORK = 1, 4
_BIND_AND_CONNECT = 3
_NO_NEW_PRIVILEGES = 38


def cut_network() -> bool:
    """Take the network from this process, and tell whether the system allowed it.

    It must happen before the process has threads.
    """
    return leave_network() or forbid_connections()


def leave_network() -> bool:
    """Move to an empty network of this process alone: root at once, others as their own users."""
    if not sys.platform.startswith("linux"):
        return False
    library = ctypes.CDLL(None, use_errno=True)
    moved: bool = library.unshare(_NEW_NET) == 0 or library.unshare(_NEW_USER | _NEW_NET) == 0
    return moved and _has_no_network()


def forbid_connections() -> bool:
    """Forbid this process to listen and to connect by TCP (Landlock, since Linux 6.7)."""
    if not sys.platform.startswith("linux"):
        return False
    library = ctypes.CDLL(None, use_errno=True)
    version = library.syscall(_CREATE_RULES, None, 0, _VERSION_FLAG)
    if version < _FIRST_WITH_NETWORK:
        return False
    files_and_network = (ctypes.c_uint64 * 2)(0, _BIND_AND_CONNECT)
    size = ctypes.c_size_t(ctypes.sizeof(files_and_network))
    rules = library.syscall(_CREATE_RULES, ctypes.byref(files_and_network), size, 0)
    if rules < 0:
        return False
    library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    held: bool = library.syscall(_RESTRICT_SELF, rules, 0) == 0
    os.close(rules)
    return held


def _has_no_network() -> bool:
    """Tell whether there is no network device but the loopback, which is down."""
    devices = Path("/proc/net/dev").read_text(encoding="ascii").splitlines()[2:]
    return all(line.strip().startswith("lo:") for line in devices)
