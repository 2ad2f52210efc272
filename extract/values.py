"""The closed sets of values in the records, each a scheme of ``ontology/vocab``."""

from enum import StrEnum

__all__ = ["Act", "Level", "Qualifier", "ReportKind", "Role", "Status"]


class Level(StrEnum):
    """Rank of a jurisdiction; a concept of ``vocab/levels.ttl``."""

    COUNTRY = "country"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"


class Status(StrEnum):
    """How a report speaks of a mechanism; a concept of ``vocab/statuses.ttl``."""

    ADOPTED = "adopted"
    PLANNED = "planned"
    PROBLEM = "problem"
    MENTIONED = "mentioned"


class Act(StrEnum):
    """What somebody did with a document; a concept of ``vocab/acts.ttl``."""

    ISSUED = "issued"
    REVISED = "revised"
    IMPLEMENTS = "implements"
    PLANS = "plans"
    STUDIES = "studies"
    CONSULTS = "consults"
    CITES = "cites"


class Qualifier(StrEnum):
    """How exact a figure is; a concept of ``vocab/qualifiers.ttl``."""

    OVER = "over"
    UNDER = "under"
    APPROX = "approx"
    UP_TO = "up_to"


class ReportKind(StrEnum):
    """Genre of a text; a concept of ``vocab/report-kinds.ttl``."""

    ANNUAL_REPORT = "annual_report"
    WORK_PLAN = "work_plan"
    CASE = "case"
    NEWS = "news"
    OTHER = "other"


class Role(StrEnum):
    """What a section of a report is for; a concept of ``vocab/section-roles.ttl``."""

    BACKGROUND = "background"
    ACHIEVEMENT = "achievement"
    PROBLEM = "problem"
    PLAN = "plan"
    LEADERSHIP = "leadership"
    CLOSING = "closing"
