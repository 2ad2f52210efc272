import pytest

from ontology.gazetteer import COUNTRY, Gazetteer, load_gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """Return the gazetteer."""
    return load_gazetteer()


def test_gazetteer_holds_every_unit_of_today(gazetteer: Gazetteer) -> None:
    """34 provinces, 333 prefectures, 2,846 counties stand in GB/T 2260 at the end of 2024."""
    present = [place for place in gazetteer if place.holds(2024) and not place.statistical]
    counted = {
        level: sum(place.level == level for place in present)
        for level in ("country", "province", "prefecture", "county")
    }
    assert counted == {"country": 1, "province": 34, "prefecture": 333, "county": 2846}


@pytest.mark.parametrize(
    ("code", "parents"),
    [
        ("370983", ["泰安市", "山东省", "中国"]),
        ("110101", ["北京市", "中国"]),
        ("419001", ["河南省", "中国"]),
        ("500236", ["重庆市", "中国"]),
        ("211282106", ["开原市", "铁岭市", "辽宁省", "中国"]),
        (COUNTRY, []),
    ],
)
def test_parents_lead_up_to_the_country(
    gazetteer: Gazetteer, code: str, parents: list[str]
) -> None:
    """Parents come nearest first; what stands right below a province has no stand-in above it."""
    assert [place.name for place in gazetteer.parents(code)] == parents


@pytest.mark.parametrize(
    ("code", "year", "expected"),
    [
        ("340722", 2014, "340823"),
        ("340823", 2015, "340722"),
        ("340823", None, "340722"),
        ("371523", 2018, "371523"),
        ("371523", 2019, "371503"),
        ("370983", 1990, "370922"),
        ("130223", 2021, "130284"),
        ("540481", 2022, "540422"),
    ],
)
def test_unit_has_the_code_of_the_year(
    gazetteer: Gazetteer, code: str, year: int | None, expected: str
) -> None:
    """A code stands for its unit in every year; the year of a change has the later code."""
    place = gazetteer.at(code, year)
    assert place is not None
    assert place.code == expected


@pytest.mark.parametrize(
    ("code", "later"),
    [
        ("330103", ("330105",)),
        ("330104", ("330102", "330114")),
        ("370634", ("370614",)),
        ("130521", ("130502", "130503")),
    ],
)
def test_merged_and_split_units_name_their_successors(
    gazetteer: Gazetteer, code: str, later: tuple[str, ...]
) -> None:
    """Where units merged or were split the later units are others, not the same one."""
    place = gazetteer.by_code(code)
    assert place is not None
    assert place.replaced_by == later
    assert place.same_unit_as is None


def test_every_successor_is_there_and_every_line_ends(gazetteer: Gazetteer) -> None:
    """``same_unit_as`` names a code that goes on; ``replaced_by`` names codes that are known."""
    for place in gazetteer:
        if place.same_unit_as:
            last = gazetteer.by_code(place.same_unit_as)
            assert last is not None
            assert last.same_unit_as is None
        assert all(gazetteer.by_code(code) for code in place.replaced_by)
        assert place.valid_to is None or (place.valid_from or 0) <= place.valid_to


@pytest.mark.parametrize(
    ("code", "name", "year", "borne"),
    [
        ("130503", "桥西区", 2018, True),
        ("130503", "桥西区", 2023, False),
        ("130503", "信都区", 2023, True),
        ("371503", "茌平区", 2018, False),
    ],
)
def test_name_is_borne_for_its_years(
    gazetteer: Gazetteer, code: str, name: str, year: int, *, borne: bool
) -> None:
    """A unit that was renamed under its code bears each name in its own years."""
    place = gazetteer.by_code(code)
    assert place is not None
    assert place.bears(name, year) is borne


def test_full_and_short_names_are_kept_apart(gazetteer: Gazetteer) -> None:
    """开原市 is a full name, 开原 a short one; one character is no short name (浚 of 浚县)."""
    assert {place.code for place in gazetteer.shortened("开原")} >= {"211282", "211222"}
    assert gazetteer.named("开原") == ()
    assert gazetteer.shortened("开原市") == ()
    assert [place.short for place in gazetteer.named("浚县")][-1:] == [""]
    assert gazetteer.named("长阳土家族自治县")[0].short == "长阳"


def test_homonyms_are_all_named(gazetteer: Gazetteer) -> None:
    """鼓楼区 stands in four cities, 城关镇 in dozens of counties."""
    held = {place.code for place in gazetteer.named("鼓楼区") if place.holds(2024)}
    assert held == {"320106", "320302", "350102", "410204"}
    assert len(gazetteer.townships_named("城关镇")) > 80


def test_townships_hang_below_their_county(gazetteer: Gazetteer) -> None:
    """A township has nine digits, a county's former code has the same townships as the present."""
    townships = gazetteer.children("370404")
    assert {place.name for place in townships} >= {"阴平镇", "榴园镇", "吴林街道", "峨山镇"}
    assert all(place.level == "township" and len(place.code) == 9 for place in townships)
    assert gazetteer.children("340823") == gazetteer.children("340722")
    assert gazetteer.by_code("370404101") in townships


def test_statistical_codes_are_flagged(gazetteer: Gazetteer) -> None:
    """A development zone of the statistics is flagged, a stand-in such as 市辖区 left out."""
    zone = gazetteer.by_code("320576")
    assert zone is not None
    assert zone.statistical
    assert gazetteer.named("市辖区") == ()


@pytest.mark.parametrize(
    ("code", "english"),
    [
        ("370983", "Feicheng"),
        ("340722", "Zongyang County"),
        ("370404", "Yicheng District"),
        ("340000", "Anhui"),
        ("610000", "Shaanxi"),
        ("370900", "Tai'an"),
        ("341500", "Lu'an"),
        ("361124", "Yanshan County"),
        ("371524", "Dong'e County"),
        ("340300", "Bengbu"),
        ("330382", "Yueqing"),
        ("410621", "Xunxian County"),
        ("150000", "Inner Mongolia"),
        ("150100", "Hohhot"),
        ("152221", "Horqin Right Wing Front Banner"),
        ("650100", "Ürümqi"),
        ("653101", "Kashgar"),
        ("540100", "Lhasa"),
        ("420528", "Changyang Tujia Autonomous County"),
        ("422800", "Enshi Tujia and Miao Autonomous Prefecture"),
        ("429021", "Shennongjia Forestry District"),
        ("411100", "Luohe"),
        ("522701", "Duyun"),
        ("100000", "China"),
    ],
)
def test_english_names_come_from_a_table(gazetteer: Gazetteer, code: str, english: str) -> None:
    """English names follow usage: irregular readings, official spellings, types of unit."""
    place = gazetteer.by_code(code)
    assert place is not None
    assert place.en == english


def test_every_unit_has_an_english_name(gazetteer: Gazetteer) -> None:
    """Every unit above townships has one, in Latin letters."""
    assert all(
        place.en and not any("一" <= char <= "龥" for char in place.en) for place in gazetteer
    )


def test_unknown_code_is_nothing(gazetteer: Gazetteer) -> None:
    """A code that never was is none, whatever its length."""
    assert gazetteer.by_code("999999") is None
    assert gazetteer.by_code("370404999") is None
    assert gazetteer.at("999999", 2020) is None
    assert gazetteer.parents("999999") == ()
    assert gazetteer.children("999999") == ()


def test_most_counties_have_coordinates_in_china(gazetteer: Gazetteer) -> None:
    """98% of the counties of 2024 have a point, and each point lies in China."""
    counties = [place for place in gazetteer if place.level == "county" and place.holds(2024)]
    located = [place for place in gazetteer if place.latitude]
    assert sum(bool(place.latitude) for place in counties if not place.statistical) > 2788
    for place in located:
        assert 3 < float(place.latitude) < 54
        assert 73 < float(place.longitude) < 136


def test_codes_of_one_unit_share_their_coordinates(gazetteer: Gazetteer) -> None:
    """枞阳县 stands where it stood, whatever its code; a place without a point has none."""
    former, present = gazetteer.by_code("340823"), gazetteer.by_code("340722")
    assert former
    assert present
    assert (former.latitude, former.longitude) == (present.latitude, present.longitude)
    assert present.latitude.startswith("30.")


def test_years_after_the_last_change_are_not_covered(gazetteer: Gazetteer) -> None:
    """The tables end in 2024, and the gazetteer says so."""
    assert gazetteer.covers(2024)
    assert not gazetteer.covers(2025)
