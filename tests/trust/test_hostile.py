"""Hostile files beside good ones; `make hostile` tries all, and the large ones."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.build import build_graph
from kg.cli import app
from kg.files import file_of, find_files, key_of, shown
from kg.status import read_status

ROOT = Path(__file__).parents[2]
QUICK = (
    "lies",
    "laughs",
    "hold themselves",
    "200,000 attributes",
    "NULs",
    "pipe",
    "device",
    "surrogates",
    "that inject",
    "title of",
    "script",
    "bytes",
    "itself",
)


def report(number: int = 0) -> str:
    """Return a report that can be read."""
    return f"肥城市人民政府关于{2020 + number}年法治政府建设情况的报告\n" + (
        "全面落实行政执法三项制度,办理行政复议案件12件。\n" * 6
    )


def test_hostile_files_are_told_and_the_good_ones_built() -> None:
    """Each is a line with path, reason, advice, in bounded time and memory; or is read, or left."""
    command = [sys.executable, str(ROOT / "scripts" / "trust_hostile.py"), *QUICK]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
    assert run.stdout.count("| met |") == 3


@pytest.mark.parametrize(
    "name", [b"\xff\xfe.txt", b"a\nb.txt", b"<script>.txt", "法".encode() * 83 + b".txt"]
)
def test_a_name_of_any_bytes_is_built_told_and_removed(name: bytes, tmp_path: Path) -> None:
    """A file is found again by its name in the ledger, whatever that name is made of."""
    folder, graph = tmp_path / "in", tmp_path / "graph"
    folder.mkdir()
    file = folder / os.fsdecode(name)
    file.write_text(report(), encoding="utf-8")
    assert build_graph([folder], graph).reports == 1
    assert build_graph([folder], graph).unchanged == 1
    assert not read_status(graph).gone
    (folder / "b.txt").write_text(report(1), encoding="utf-8")
    file.unlink()
    assert len(read_status(graph).gone) == 1
    assert build_graph([folder], graph, prune=True).removed == 1


@pytest.mark.parametrize("name", [b"\xff\x80.txt", b"plain.txt", "\U0010fffd.txt".encode()])
def test_a_key_leads_back_to_its_file(name: bytes, tmp_path: Path) -> None:
    """Names that are no UTF-8 stand in the ledger as text, and mean the same file."""
    path = tmp_path / os.fsdecode(name)
    key = key_of(path)
    key.encode()
    shown(path).encode()
    if name.isascii() or b"\xff" in name:
        assert file_of(key) == path


def test_folders_may_be_as_deep_as_paths_allow(tmp_path: Path) -> None:
    """No number of folders in folders is too much for the walk."""
    path = tmp_path
    while len(str(path)) < 3_500:
        path /= "d"
        path.mkdir()
    (path / "a.txt").write_text(report(), encoding="utf-8")
    try:
        assert [file.name for file in find_files([tmp_path])] == ["a.txt"]
    finally:
        subprocess.run(["/bin/rm", "-rf", str(tmp_path / "d")], check=False)


def test_a_folder_that_cannot_be_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder stands among the files that could not be read; the others are built."""
    (tmp_path / "shut").mkdir()
    (tmp_path / "a.txt").write_text(report(), encoding="utf-8")
    scan = os.scandir

    def shut(path: Path) -> "os._ScandirIterator[str]":
        if path == tmp_path / "shut":
            raise PermissionError(13, "Permission denied")
        return scan(path)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(os, "scandir", shut)
    summary = build_graph([tmp_path], tmp_path / "graph")
    assert summary.reports == 1
    assert [line.partition(":")[0] for line in summary.failures] == [str(tmp_path / "shut")]


def test_the_command_tells_hostile_names_on_one_line(tmp_path: Path) -> None:
    """No line break, escape or control of direction of a name reaches the terminal."""
    (tmp_path / "good.txt").write_text(report(), encoding="utf-8")
    (tmp_path / os.fsdecode("a\nb\x1b[31m\u202e".encode() + b"\xff.pdf")).write_bytes(b"%PDF-no")
    run = CliRunner().invoke(app, ["build", str(tmp_path), "-g", str(tmp_path / "graph")])
    assert run.exit_code == 0
    lines = [line for line in run.output.splitlines() if "damaged or protected PDF" in line]
    assert len(lines) == 1
    assert lines[0].isprintable()
