"""Write ``docs/questions.md`` from the heads of ``kg/queries/*.rq``; ``--check`` only compares."""

import sys
from pathlib import Path

from kg.questions import Parameter, Question, load_questions

PAGE = Path(__file__).parent.parent / "docs" / "questions.md"
HEAD = """# Questions

Made from the heads of `kg/queries/*.rq` by `make docs`. `kg questions` lists them, `kg ask NAME`
answers one, `Graph.open(folder).ask(NAME)` does so in Python; names may be Chinese or English, an
alias, a code or an IRI. What an answer counts or tells is what the reports at hand say: “not
mentioned” is never “not adopted”.

Every row names its sentence (`quote`) with the report and the offsets in its text. What no report
states — a place within another, a member of a mechanism, what a document establishes — is a fact
of the gazetteer or the vocabulary, which `source` names where it is asked for.
"""


def question_page() -> str:
    """Return the page: one section for each question."""
    return "\n".join((HEAD, *map(_section, load_questions())))


def _section(question: Question) -> str:
    lines = [f"## {question.name}", "", question.zh, "", question.en, "", _example(question), ""]
    lines += [_line(each) for each in question.parameters]
    if question.parameters:
        lines.append("")
    if question.notes:
        lines += [question.notes, ""]
    return "\n".join(lines)


def _example(question: Question) -> str:
    given = "".join(f" -p {each.name}=…" for each in question.needed)
    return f"`kg ask {question.name}{given}`"


def _line(parameter: Parameter) -> str:
    optional = ", optional" if parameter.optional else ""
    return f"- `{parameter.name}` ({parameter.kind}{optional}): {parameter.zh}, {parameter.en}"


def main() -> None:
    """Write the page, or tell whether it is up to date."""
    page = question_page()
    if "--check" not in sys.argv:
        PAGE.write_text(page, encoding="utf-8")
    elif PAGE.read_text(encoding="utf-8") != page:
        sys.exit("docs/questions.md is out of date: run make docs")


if __name__ == "__main__":
    main()
