"""Read a newer list of places, and write what it adds to the gazetteer into a file of the user's.

The list has the columns of the public lists of codes since 1981: 代码, 一级行政区, 二级行政区,
名称, 级别, 状态 (在用, 变更, 弃用), 启用时间, 变更/弃用时间, 新代码, and where wanted 英文名.
What the gazetteer covers already stays as it is; codes that it does not know and changes after its
last year are new.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ontology.gazetteer import COUNTRY, COVERED, Gazetteer, Place
from ontology.tables import TableError, read_rows

__all__ = ["NewerPlaces", "read_newer", "write_newer"]

_CODE, _NAME, _LEVEL, _STATE = "代码", "名称", "级别", "状态"
_START, _END, _LATER, _ENGLISH = "启用时间", "变更/弃用时间", "新代码", "英文名"
_NEEDED = (_CODE, _NAME, _LEVEL, _STATE, _START, _END, _LATER)
_LEVELS = {"省级": "province", "地级": "prefecture", "县级": "county"}
_HOLDS, _RENAMED, _ENDED = "在用", "变更", "弃用"
_DIGITS = re.compile(r"[1-9]\d{5}")
_YEAR = re.compile(r"(?:19[4-9]|20[0-9])\d")
_TYPE = re.compile(r"(?<=..)(?:自治[区州县旗]|地区|[省市县区旗盟])$")
_TYPES = {"县": "County", "区": "District", "旗": "Banner", "市": ""}
_FIRST = 1981
"""Year in which the lists begin: the unit may be older."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """One row of the list: a code under one name."""

    row: int
    code: str
    name: str
    level: str
    state: str
    start: int
    end: int | None
    later: tuple[str, ...]
    english: str


@dataclass(slots=True)
class NewerPlaces:
    """What a list adds."""

    places: list[Place] = field(default_factory=list)
    covered: int = COVERED
    faults: list[str] = field(default_factory=list)
    """One line for each row that cannot be used, or that lacks an English name."""


def read_newer(path: Path, gazetteer: Gazetteer) -> NewerPlaces:
    """Return the places that a list adds or changes, and the rows that cannot be used.

    Raises:
        TableError: The file is no such list, or no row of it can be used.
    """
    found = NewerPlaces()
    records: defaultdict[str, list[_Record]] = defaultdict(list)
    for number, cells in read_rows(path, _NEEDED):
        try:
            record = _record(number, cells)
        except TableError as error:
            found.faults.append(f"{path}, row {number}: {error}")
            continue
        records[record.code].append(record)
    if not records:
        raise TableError(f"{path}: no row can be used; {(found.faults or ['it is empty'])[0]}")
    known = {place.code for place in gazetteer} | records.keys()
    for each in records.values():
        for fault in _contradictions(each, known):
            found.faults.append(f"{path}, {fault}")
    years = [year for each in records.values() for r in each for year in (r.start, r.end or 0)]
    found.covered = max(COVERED, *years)
    found.places = list(_List(records, gazetteer).changed())
    rows = {record.name: record.row for each in records.values() for record in each}
    for place in found.places:
        if not place.en and place.valid_to is None:
            where = f"{path}, row {rows.get(place.name, 0)}"
            found.faults.append(f"{where}: no English name for {place.name}; add a column 英文名")
    return found


def write_newer(found: NewerPlaces, out: Path) -> None:
    """Write the file that ``KG_GAZETTEER`` names; the same list gives the same bytes."""
    lines = [f"# covers {found.covered}", *(_line(place) for place in found.places)]
    out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


def _record(row: int, cells: Mapping[str, str]) -> _Record:
    code, name, level = cells[_CODE], cells[_NAME], cells[_LEVEL]
    if not _DIGITS.fullmatch(code):
        raise TableError(f"“{code}” is no code; six digits are needed")
    if _LEVELS.get(level) != _level(code):
        raise TableError(f"{code} {name} is not “{level}”; give {', '.join(_LEVELS)} by its code")
    if not re.fullmatch(r"[㐀-鿿、]{2,20}", name):
        raise TableError(f"“{name}” is no Chinese name of a unit")
    state, start, end = cells[_STATE], cells[_START], cells.get(_END, "")
    if state not in {_HOLDS, _RENAMED, _ENDED}:
        raise TableError(f"unknown state “{state}”; give 在用, 变更 or 弃用")
    if not _YEAR.fullmatch(start) or (end and not _YEAR.fullmatch(end)):
        raise TableError(f"“{start}”, “{end}”: a year is needed")
    if (state == _HOLDS) == bool(end) or (end and int(end) < int(start)):
        raise TableError(f"{code} {name} is {state} from {start} to {end or 'now'}: correct it")
    later = tuple(part for part in re.split(r"[;；]", cells.get(_LATER, "")) if part)
    return _Record(
        row=row,
        code=code,
        name=name,
        level=_LEVELS[level],
        state=state,
        start=int(start),
        end=int(end) if end else None,
        later=tuple(part for part in later if "[" not in part),
        english=cells.get(_ENGLISH, ""),
    )


def _level(code: str) -> str:
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def _contradictions(records: Sequence[_Record], known: Iterable[str]) -> Iterator[str]:
    held = [record for record in records if record.state == _HOLDS]
    for record in held[1:]:
        yield f"row {record.row}: {record.code} stands in row {held[0].row} already; keep one"
    for record in records:
        for code in record.later:
            if code not in known:
                yield f"row {record.row}: no unit has the new code {code}; add its row"


class _List:
    """All usable rows of a list, beside the gazetteer that they continue."""

    def __init__(self, records: Mapping[str, Sequence[_Record]], gazetteer: Gazetteer) -> None:
        self._records, self._gazetteer = records, gazetteer
        self._heirs: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for record in (record for each in records.values() for record in each):
            for code in record.later:
                self._heirs[code, record.end or 0].append(record.code)

    def changed(self) -> Iterator[Place]:
        """Yield by code what is unknown, or changed after the last year covered."""
        changed: dict[str, Place] = {}
        for code, each in self._records.items():
            known = self._gazetteer.by_code(code)
            new = [r for r in each if not known or max(r.start, r.end or 0) > COVERED]
            place = known
            for record in sorted(new, key=lambda record: (record.start, record.row)):
                place = self._applied(place, record)
            if new and place:
                changed[code] = place
        moved = {code: place.same_unit_as for code, place in changed.items()}
        for place in self._gazetteer:  # every code of a line names its last one
            last = moved.get(place.same_unit_as or "")
            if last and place.code not in changed:
                changed[place.code] = place._replace(same_unit_as=last)
        yield from (changed[code] for code in sorted(changed))

    def _applied(self, place: Place | None, record: _Record) -> Place:
        """Return a place after a row: begun, named anew, or ended with what came after it."""
        if place is None or place.valid_to is not None:
            place = Place(
                code=record.code,
                name=record.name,
                level=record.level,
                parent=self._parent(record.code),
                valid_from=record.start if record.start > _FIRST else None,
            )
        if record.name != place.name:
            former = (*place.former, (place.name, record.start))
            place = place._replace(name=record.name, former=former, short="", en="")
        place = self._named(place, record)
        if record.state != _ENDED:
            return place
        same = self._same_unit(record)
        after = tuple(code for code in record.later if code in self._records)
        return place._replace(
            valid_to=record.end, same_unit_as=same, replaced_by=() if same else after
        )

    def _same_unit(self, record: _Record) -> str | None:
        """Return the code under which a unit goes on: begun that year for it alone, of its stem."""
        later = [code for code in record.later if code in self._records]
        if len(later) != 1 or len(self._heirs[later[0], record.end or 0]) > 1:
            return None
        begun = (other for other in self._records[later[0]] if other.start == record.end)
        return later[0] if any(_stem(o.name) == _stem(record.name) for o in begun) else None

    def _parent(self, code: str) -> str:
        if code.endswith("0000"):
            return COUNTRY
        above = code[:4] + "00"
        known = above in self._records or self._gazetteer.by_code(above)
        return above if code != above and known else code[:2] + "0000"

    def _named(self, place: Place, record: _Record) -> Place:
        """Return the place with short and English name: the list's, else those of its past."""
        stem = _stem(place.name)
        codes = self._heirs.get((place.code, record.start), ())
        past = [each for each in map(self._gazetteer.by_code, codes) if each]
        past = [each for each in past if _stem(each.name) == stem]
        alike = [*self._gazetteer.named(place.name), *past, *self._gazetteer.shortened(stem)]
        short = next((other.short for other in alike if other.name == place.name), "")
        if not short and stem != place.name and "自治" not in place.name:
            short = stem
        english = record.english or place.en
        if not english and alike:
            first = alike[0]
            english = first.en if first.name == place.name else _retyped(first, place.name)
        near = next((each for each in past if each.latitude), place)
        return place._replace(
            short=short,
            en=english,
            latitude=place.latitude or near.latitude,
            longitude=place.longitude or near.longitude,
        )


def _stem(name: str) -> str:
    return _TYPE.sub("", name)


def _retyped(other: Place, name: str) -> str:
    """Return the English name of a unit that changed its type: Pingguo County is Pingguo now."""
    old, new = (_TYPES.get(each[-1]) for each in (other.name, name))
    if old is None or new is None or "自治" in other.name + name:
        return ""
    return " ".join(filter(None, [other.en.removesuffix(old).strip(), new]))


def _line(place: Place) -> str:
    former = " ".join(f"{name}:{year}" for name, year in place.former)
    years = (str(year or "") for year in (place.valid_from, place.valid_to))
    return "\t".join(
        [
            *(place.code, place.name, place.level, place.parent, place.en, *years),
            *(place.same_unit_as or "", " ".join(place.replaced_by), former),
            *("s" if place.statistical else "", place.short, place.latitude, place.longitude),
        ]
    )
