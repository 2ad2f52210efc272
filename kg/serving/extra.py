"""What serving needs beyond the graph itself: the extra ``serve``."""

from importlib.util import find_spec

from ontology.errors import KgError

__all__ = ["check_extra"]

_NEEDED = ("starlette", "uvicorn")


def check_extra() -> None:
    """See that a server can be started.

    Raises:
        KgError: The extra is not installed.
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        told = f"kg serve needs {' and '.join(missing)}"
        raise KgError(f"{told}; install them with pip install 'fazhi-kg[serve]'")
