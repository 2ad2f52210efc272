"""Rules of office holders."""

import pytest

from extract.annotations import InstitutionMark, PersonMark, marks_of
from tests.extract.rules.reading import read


def persons_in(text: str, own: str = "临江县") -> list[tuple[str, str, str]]:
    """Return name, role and body of the persons of a text."""
    return [
        (mark.name, mark.role, mark.organization.rsplit("/body/", 1)[-1])
        for mark in marks_of(read(text, own), PersonMark)
    ]


@pytest.mark.parametrize(
    ("sentence", "persons"),
    [
        ("县委书记张大山主持会议。", [("张大山", "县委书记", "990121/党委")]),
        ("县长李江出席。", [("李江", "县长", "990121/人民政府")]),
        (
            "县委书记张大山、县长李江率先制定清单。",
            [("张大山", "县委书记", "990121/党委"), ("李江", "县长", "990121/人民政府")],
        ),
        (
            "县委副书记、县长李江在会上讲话。",
            [("李江", "县委副书记", "990121/党委"), ("李江", "县长", "990121/人民政府")],
        ),
        ("县司法局局长王小川同志作报告。", [("王小川", "县司法局局长", "990121/司法局")]),
        ("市长赵明远到我县调研。", [("赵明远", "市长", "990100/人民政府")]),
        (
            "县人大常委会主任欧阳文带队检查。",
            [("欧阳文", "县人大常委会主任", "990121/人民代表大会常务委员会")],
        ),
        (
            "副县长周一平、吴二山分别部署。",
            [
                ("周一平", "副县长", "990121/人民政府"),
                ("吴二山", "副县长", "990121/人民政府"),
            ],
        ),
        (
            "县委常委、副县长周一平、吴二山出席。",
            [
                ("周一平", "县委常委", "990121/党委"),
                ("周一平", "副县长", "990121/人民政府"),
                ("吴二山", "副县长", "990121/人民政府"),
            ],
        ),
        ("副县长周一平、石化企业负责人参加。", [("周一平", "副县长", "990121/人民政府")]),
        ("县长李江强调,要抓好落实。", [("李江", "县长", "990121/人民政府")]),
        ("县长李江强在会上讲话。", [("李江强", "县长", "990121/人民政府")]),
        (
            "县公安局党委书记、局长王小川汇报。",
            [
                ("王小川", "县公安局党委书记", "990121/公安局党委"),
                ("王小川", "局长", "990121/公安局"),
            ],
        ),
        ("副县长高江作述法发言。", [("高江", "副县长", "990121/人民政府")]),
        ("副县长高一平参加会议。", [("高一平", "副县长", "990121/人民政府")]),
        ("县政府党组成员陈一川督办。", [("陈一川", "县政府党组成员", "990121/政府党组")]),
        ("临江县人民法院院长郑三水授课。", [("郑三水", "临江县人民法院院长", "990121/人民法院")]),
    ],
)
def test_office_and_name_make_a_person(sentence: str, persons: list[tuple[str, str, str]]) -> None:
    """Body, office, surname and one or two characters, then a word that may follow a name."""
    assert persons_in(sentence) == persons


@pytest.mark.parametrize(
    "sentence",
    [
        "深入学习习近平总书记重要讲话精神。",
        "县委书记高度重视,任组长。",
        "县长任主任,统筹推进。",
        "市长热线、市长信箱办理来件。",
        "召开县长办公会议。",
        "党委书记带头述法。",
        "建立县长常态化调度机制。",
        "乙省长江流域禁捕。",
        "县委书记和县长分别带队。",
        "主任张大山签字。",
        "县长高质量推进工作。",
        "副县长代表县政府参加会议。",
    ],
)
def test_office_without_a_name_makes_none(sentence: str) -> None:
    """Words after an office are mostly no names; an office without a body is nobody's."""
    assert persons_in(sentence) == []


def test_person_belongs_to_the_reporting_place() -> None:
    """The IRI stands under the reporting jurisdiction's code."""
    mark = marks_of(read("县长李江出席。"), PersonMark)[0]
    assert mark.iri.endswith("area/990121/person/李江")


def test_head_of_a_place_brings_its_government() -> None:
    """县长 heads the government, which a text need not name otherwise."""
    doc = read("县长李江出席。")
    mark = marks_of(doc, PersonMark)[0]
    assert marks_of(doc, InstitutionMark) == ()
    assert mark.institution is not None
    assert mark.institution.name == "临江县人民政府"


@pytest.mark.parametrize(
    ("text", "organizations"),
    [
        ("临江县水利局2022年度报告\n我局局长王小川主持会议。", ["990121/水利局"]),
        ("临江县水利局2022年度报告\n我局认真落实。局长王小川主持会议。", ["990121/水利局"]),
        ("临江县水利局2022年度报告\n我局认真落实。乡镇财政所主任王小川参加。", []),
        ("局长王小川主持会议。", []),
    ],
)
def test_office_alone_is_held_in_the_department_that_reports(
    text: str, organizations: list[str]
) -> None:
    """局长 in the report of a department heads it; elsewhere it is nobody's."""
    assert [body for _, _, body in persons_in(text)] == organizations
