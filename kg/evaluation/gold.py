"""Read annotated reports; ``docs/annotation.md`` says what each entry means."""

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from ontology.errors import KgError
from ontology.iris import canonical

__all__ = ["GoldItem", "GoldReport", "read_gold"]

_NAMED = ("places", "institutions", "documents", "mechanisms", "honours", "persons")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldItem:
    """One annotated thing or statement."""

    label: str
    names: frozenset[str]
    """Canonical forms of its name."""
    accepted: frozenset[str] = frozenset()
    """Other forms that are as good."""
    evidence: str = ""
    optional: bool = False
    """Neither rewarded nor punished."""
    tags: frozenset[str] = frozenset()
    """Statuses of a mechanism, acts on a document, the status of a measure."""
    value: Decimal | None = None
    unit: str = ""
    qualifier: str = ""
    verb: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldReport:
    """One annotated report."""

    stem: str
    kind: str
    code: str | None
    items: dict[str, tuple[GoldItem, ...]]

    def of(self, kind: str) -> tuple[GoldItem, ...]:
        """Return the entries of one list."""
        return self.items.get(kind, ())


def read_gold(path: Path) -> GoldReport:
    """Return an annotated report.

    Raises:
        KgError: The file is missing or is no annotation.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise KgError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except ValueError as error:
        raise KgError(f"{path}: not JSON ({error}); give an annotated report") from error
    if not isinstance(data, dict) or "doc" not in data or "jurisdiction" not in data:
        raise KgError(
            f"{path}: no annotation (doc and jurisdiction are missing); see docs/annotation.md"
        )
    items = {kind: tuple(map(_named, data.get(kind, []))) for kind in _NAMED}
    items["indicators"] = tuple(map(_figure, data.get("indicators", [])))
    items["measures"] = tuple(map(_measure, data.get("measures", [])))
    code = data["jurisdiction"].get("code")
    return GoldReport(stem=data["doc"], kind=data.get("kind", ""), code=code, items=items)


def _named(entry: dict[str, Any]) -> GoldItem:
    label = entry.get("name") or entry["title"]
    relations = {relation["type"] for relation in entry.get("relations", [])}
    forms = (*entry.get("accept", []), *entry.get("surfaces", []))
    return GoldItem(
        label=label,
        names=frozenset({canonical(label)}),
        accepted=frozenset(map(canonical, forms)),
        evidence=entry.get("evidence", ""),
        optional=bool(entry.get("optional")),
        tags=frozenset(entry.get("status", ())) | relations,
    )


def _figure(entry: dict[str, Any]) -> GoldItem:
    return GoldItem(
        label=f"{entry['measure']} {entry['value']} {entry['unit']}",
        names=frozenset({entry["measure"]}),
        evidence=entry["evidence"],
        optional=bool(entry.get("optional")),
        value=Decimal(str(entry["value"])),
        unit=entry["unit"] or "",
        qualifier=entry.get("qualifier") or "",
    )


def _measure(entry: dict[str, Any]) -> GoldItem:
    return GoldItem(
        label=entry["evidence"],
        names=frozenset({entry["evidence"]}),
        evidence=entry["evidence"],
        optional=bool(entry.get("optional")),
        tags=frozenset({entry["status"]}),
        verb=entry["action"],
    )
