"""Files that outlive a power cut: written aside, forced to disk, put in place by one renaming."""

import os
from collections.abc import Iterable
from pathlib import Path

__all__ = ["sync_files", "sync_folder", "write_files"]


def write_files(files: Iterable[tuple[Path, bytes]]) -> None:
    """Put files in place; whatever happens, each is there as it was, or whole."""
    aside: list[tuple[Path, Path]] = []
    for path, data in files:
        other = path.with_name(f"{path.name}.new")
        other.write_bytes(data)
        aside.append((other, path))
    sync_files(other for other, _ in aside)
    for other, path in aside:
        other.replace(path)
    for folder in {path.parent for _, path in aside}:
        sync_folder(folder)


def sync_files(paths: Iterable[Path]) -> None:
    """Force files to disk."""
    for path in paths:
        _sync(path)


def sync_folder(path: Path) -> None:
    """Force the names in a folder to disk, where the system can."""
    if os.name == "posix":
        _sync(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
