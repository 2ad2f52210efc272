"""How the questions of ``kg check`` look on the terminal, in either language."""

from kg.output import Columns, compact
from kg.sparql import Record
from ontology.errors import KgError

__all__ = ["columns", "quiet"]

_LANGUAGES = ("en", "zh")


def columns(lang: str) -> Columns:
    """Return the columns of the table.

    Raises:
        KgError: There is no such language.
    """
    if lang not in _LANGUAGES:
        raise KgError(f"unknown language “{lang}”: give one of {', '.join(_LANGUAGES)}")
    return {
        "check": lambda row: row["check"],
        "place": lambda row: row[f"place_{lang}"] or row["place_zh"],
        "year": lambda row: row["year"],
        "about": lambda row: row["thing_zh"] or compact(str(row["thing"] or "")),
        "sentence": lambda row: _sentence(row, ""),
        "and": lambda row: _sentence(row, "other_"),
        "question": lambda row: row[f"question_{lang}"],
    }


def quiet(lang: str) -> str:
    """Return what is said where nothing calls for a question."""
    return "没有需要核对的地方" if lang == "zh" else "nothing calls for a question"


def _sentence(row: Record, which: str) -> str:
    """Return a figure or year, its sentence and where that stands."""
    value, quote = row[f"{which}value"], row[f"{which}quote"]
    unit = row["unit"] if value is not None and row["unit"] else ""
    said = "".join(str(quote or "").split())
    parts = [f"{value}{unit}" if value is not None else "", f"“{said}”" if said else ""]
    if row[f"{which}start"] is not None:
        home = row["file"] if row[f"{which}report"] == row["report"] else ""
        file = home or compact(str(row[f"{which}report"]))
        parts.append(f"{file} {row[f'{which}start']}–{row[f'{which}end']}")
    return " · ".join(part for part in parts if part)
