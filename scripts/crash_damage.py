"""Damage a graph and fill its disk: a clear word, the graph before still served, rebuild heals."""

import os
import random
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from crash_tools import Outcome, digest_of, fresh, in_process, write_small

import kg.owner
from kg.build import build_graph
from kg.rebuilding import rebuild_graph
from kg.recounting import recount
from kg.store import open_graph
from ontology.errors import KgError

__all__ = ["damages", "fills"]

_SIZE = 6
_KINDS = ("*.sst", "MANIFEST-*", "CURRENT", "seal.json", "published", "ledger.sqlite", "*.txt")
_WAYS = ("flip", "cut", "delete", "blank")
_STEP = 1 << 20


def damages(home: Path, wanted: int, seed: int = 3) -> Outcome:
    """Damage files of every kind in every way: found, or harmless, and a rebuild heals."""
    outcome, chance = Outcome("damage"), random.Random(seed)  # noqa: S311
    corpus = write_small(home / "corpus", _SIZE)
    whole = home / "whole"
    in_process(_build, corpus, whole)
    expected = in_process(digest_of, whole)
    found = 0
    for number in range(wanted):
        kind = _KINDS[number % len(_KINDS)]
        way = _WAYS[number // len(_KINDS) % len(_WAYS)]
        graph = fresh(home / "graph")
        shutil.copytree(whole, graph)
        victim = chance.choice(sorted(path for path in graph.rglob(kind) if path.stat().st_size))
        _harm(victim, way, chance)
        outcome.tried += 1
        name = f"{way} {victim.relative_to(graph)}"
        said = [in_process(digest_of, graph), in_process(recount, graph)]
        faults = [each for each in said if isinstance(each, Exception) or each in ([], None)]
        detected = any(isinstance(each, Exception) for each in said) or said[1] not in ([], None)
        found += detected
        if not detected and said[0] != expected:
            outcome.wrong.append(f"{name}: neither found nor harmless")
        outcome.wrong += [f"{name}: {each!r}" for each in faults if not _is_clear(each)]
        built = in_process(_build, corpus, graph)
        if isinstance(built, Exception) and not _is_clear(built):
            outcome.wrong.append(f"{name}: built again: {built!r}")
        healed = in_process(_rebuild, graph, corpus)
        if isinstance(healed, Exception) or in_process(digest_of, graph) != expected:
            outcome.wrong.append(f"{name}: not healed by a rebuild ({healed!r})")
    outcome.told.append(f"{found} found, {outcome.tried - found} harmless")
    return outcome


def fills(home: Path, wanted: int) -> Outcome:
    """Build on disks that fill up, each a little later: a clear word, the graph before served."""
    outcome = Outcome("full disk")
    small, corpus = write_small(home / "small", 2), write_small(home / "corpus", _SIZE * 4)
    before, whole = home / "before", home / "whole"
    in_process(_build, small, before)
    in_process(_build, corpus, whole)
    expected = (in_process(digest_of, before), in_process(digest_of, whole))
    least, most = _held(before), _held(whole)
    is_disk = _can_mount()
    outcome.told.append("a disk of its own" if is_disk else "files limited in size")
    clear = 0
    for number in range(wanted):
        room = least // 2 + (most - least // 2) * number // wanted
        folder = fresh(home / "disk")
        folder.mkdir()
        outcome.tried += 1
        if is_disk:
            said = _on_disk(folder, room, before, corpus)
        else:
            graph = shutil.copytree(before, folder / "graph")
            said = [in_process(_limited, corpus, graph, max(4096, room // 8))]
            said += [in_process(digest_of, graph), in_process(_build, corpus, graph)]
            said += [in_process(digest_of, graph)]
        failed, served, resumed, final = said
        clear += isinstance(failed, Exception)
        name = f"{room // 1024} kB"
        if isinstance(failed, Exception) and not _is_clear(failed):
            outcome.wrong.append(f"{name}: {failed!r}")
        if served != expected[0] and failed is not None:
            outcome.wrong.append(f"{name}: the graph before is not served ({served!r})")
        if final != expected[1]:
            outcome.wrong.append(f"{name}: not completed ({resumed!r}, {final!r})")
    outcome.told.append(f"{clear} builds ran out of space")
    return outcome


def _harm(path: Path, way: str, chance: random.Random) -> None:
    size = path.stat().st_size
    if way == "delete":
        path.unlink()
    elif way == "cut":
        os.truncate(path, size // 2)
    elif way == "blank":
        path.write_bytes(bytes(size))
    else:
        data = bytearray(path.read_bytes())
        data[chance.randrange(size)] ^= 1 << chance.randrange(8)
        path.write_bytes(data)


def _is_clear(said: object) -> bool:
    """Tell whether a fault was told on purpose, or is the engine's word on a damaged file."""
    return isinstance(said, KgError | str | list) or "orrupt" in str(said)


def _build(corpus: Path, graph: Path) -> None:
    kg.owner._BATCH_REPORTS = 3  # noqa: SLF001
    build_graph([corpus], graph)


def _rebuild(graph: Path, corpus: Path) -> None:
    try:
        rebuild_graph(graph)
    except KgError:  # the ledger is lost too
        rebuild_graph(graph, [corpus])


def _limited(corpus: Path, graph: Path, room: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    _build(corpus, graph)


def _held(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _can_mount() -> bool:
    words = ["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"]
    try:
        return subprocess.run(words, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def _on_disk(folder: Path, room: int, before: Path, corpus: Path) -> list[object]:
    """Return what a build says on a disk of a size, and what is there then and with more room."""
    words = ["unshare", "-rm", sys.executable, __file__, *map(str, (folder, room, before, corpus))]
    done = subprocess.run(words, check=False, capture_output=True, text=True)
    lines = done.stdout.splitlines()
    told = [line.partition(" ") for line in lines[-4:]]
    kinds: dict[str, Callable[[str], object]] = {
        "none": lambda _: None,
        "text": str,
        "clear": KgError,
        "odd": RuntimeError,
    }
    found = [kinds[kind](said) for kind, _, said in told]
    return found if len(found) == 4 else [RuntimeError(done.stderr[-300:])] * 4  # noqa: PLR2004


def main() -> None:
    """Build on a disk of its own, in a process that alone sees it."""
    folder, before, corpus = Path(sys.argv[1]), Path(sys.argv[3]), Path(sys.argv[4])
    room = -(-int(sys.argv[2]) // 4096) * 4096 + _held(before)
    _mount(folder, f"size={room}")
    graph = shutil.copytree(before, folder / "graph")
    said = [in_process(_build, corpus, graph), in_process(_served, graph)]
    _mount(folder, f"remount,size={64 * _STEP + 20 * room}")
    said += [in_process(_build, corpus, graph), in_process(digest_of, graph)]
    for each in said:
        kind = "none" if each is None else "text" if isinstance(each, str) else "odd"
        print("clear" if isinstance(each, KgError) else kind, str(each).replace("\n", " "))


def _mount(folder: Path, how: str) -> None:
    words = ["mount", "-t", "tmpfs", "-o", how, "none", str(folder)]
    subprocess.run(words, check=True)


def _served(graph: Path) -> str:
    from hashlib import sha256  # noqa: PLC0415

    from kg.export import quad_lines  # noqa: PLC0415

    return sha256(b"".join(quad_lines(open_graph(graph)))).hexdigest()


if __name__ == "__main__":
    main()
