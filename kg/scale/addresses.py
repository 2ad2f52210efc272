"""Files that are not on this machine: s3://, hdfs://, memory://, read and written by fsspec."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ontology.errors import KgError

__all__ = [
    "AddressError",
    "find_addresses",
    "full_address",
    "is_address",
    "name_of",
    "put_bytes",
    "read_address",
    "remove_address",
]

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,20}://", re.IGNORECASE)
_GLOB = re.compile(r"[*?\[]")


class AddressError(KgError):
    """An address that cannot be read or written."""


def is_address(given: object) -> bool:
    """Tell whether something given is an address, not a path: s3://bucket/reports."""
    return isinstance(given, str) and _ADDRESS.match(given) is not None


def full_address(address: str) -> str:
    """Return an address as its file system writes it: memory://a is memory:///a.

    Raises:
        AddressError: Nothing reads such addresses here.
    """
    system, path = _opened(address)
    return str(system.unstrip_protocol(path)).rstrip("/")


def name_of(address: str) -> str:
    """Return the last part of an address, as a file is named."""
    return address.rstrip("/").rsplit("/", 1)[-1]


def read_address(address: str) -> bytes:
    """Return the bytes of a file.

    Raises:
        AddressError: It cannot be read, or what reads such addresses is not installed.
    """
    system, path = _opened(address)
    try:
        data: bytes = system.cat_file(path)
    except Exception as error:  # every system fails in its own way
        raise AddressError(_fault(address, "cannot be read", error)) from error
    return data


def put_bytes(target: str, name: str, data: bytes) -> None:
    """Write a file into a folder, whole or not at all where the system can do that.

    Raises:
        AddressError: It cannot be written.
    """
    if not is_address(target):
        folder = Path(target)
        half = folder / f".{name}.half"
        half.write_bytes(data)
        half.replace(folder / name)
        return
    system, path = _opened(target)
    try:
        system.makedirs(path, exist_ok=True)
        system.pipe_file(f"{path.rstrip('/')}/{name}", data)
    except Exception as error:
        raise AddressError(_fault(target, "cannot be written", error)) from error


def remove_address(target: str, name: str) -> None:
    """Take a file out of a folder, if it is there.

    Raises:
        AddressError: It cannot be taken out.
    """
    if not is_address(target):
        (Path(target) / name).unlink(missing_ok=True)
        return
    system, path = _opened(target)
    try:
        if system.exists(f"{path.rstrip('/')}/{name}"):
            system.rm_file(f"{path.rstrip('/')}/{name}")
    except Exception as error:
        raise AddressError(_fault(target, "cannot be written", error)) from error


def find_addresses(given: str, endings: tuple[str, ...]) -> Iterator[str]:
    """Yield the files that an address names: one file, those below a folder, those of a pattern.

    Raises:
        AddressError: Nothing is there.
    """
    system, path = _opened(given)
    try:
        if _GLOB.search(path):
            found = [each for each in system.glob(path) if system.isfile(each)]
        elif system.isdir(path):
            found = system.find(path)
        else:
            found = [path] if system.exists(path) else []
    except Exception as error:
        raise AddressError(_fault(given, "cannot be read", error)) from error
    alone = found == [path]
    kept = [each for each in sorted(found) if alone or _is_report(each, path, endings)]
    if not kept:
        wanted = " ".join(endings)
        raise AddressError(f"{given}: no report here; give files ending in {wanted}")
    yield from (system.unstrip_protocol(each) for each in kept)


def _is_report(path: str, home: str, endings: tuple[str, ...]) -> bool:
    """Tell whether a file of a folder can be a report: no hidden one, no README, no table."""
    inside = path.removeprefix(home).split("/")
    name = inside[-1]
    if any(part.startswith(".") for part in inside) or name.partition(".")[0] == "README":
        return False
    return name.lower().endswith(endings) and name not in {"reports.csv", "corrections.csv"}


def _opened(address: str) -> tuple[Any, str]:
    """Return the file system of an address, and the path in it."""
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 (an extra)
    except ImportError as error:
        raise AddressError(
            f"{address}: such addresses need fsspec; pip install 'fazhi-kg[dask]'"
        ) from error
    try:
        system, path = url_to_fs(address)
    except ImportError as error:
        what = " ".join(str(error).split())
        raise AddressError(f"{address}: its file system is not installed ({what})") from error
    except ValueError as error:
        kind = address.partition(":")[0]
        raise AddressError(
            f"{address}: {kind}:// is no file system; give s3://, hdfs:// …"
        ) from error
    except Exception as error:
        raise AddressError(_fault(address, "cannot be reached", error)) from error
    return system, path


def _fault(address: str, what: str, error: Exception) -> str:
    said = " ".join(f"{type(error).__name__} {error}".split())[:160]
    return f"{address}: {what} ({said}); check the address and your rights"
