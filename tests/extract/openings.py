"""Openings of reports: sentences composed here, places and years drawn by a seed."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ontology.gazetteer import Place, load_gazetteer

__all__ = ["FORMS", "Opening", "draw_openings"]

_SEED = 20260
_YEARS = range(2015, 2025)
_TAIL = """
一、主要工作及成效
(一)健全依法决策机制。{own}委、{own}政府主要负责同志切实履行推进法治建设第一责任人职责，重大行政决策严格执行法定程序。
(二)规范公正文明执法。全面推行行政执法公示、全过程记录和重大执法决定法制审核制度。
"""

_FORMS = """
{chain}{year}年法治政府建设情况报告

{year}年，{name}深入学习贯彻习近平法治思想，现将有关情况报告如下：
====
{name}人民政府关于{year}年度法治政府建设情况的报告

{parent}人民政府：
按照{parent}法治政府建设工作部署，现将{own}本级情况报告如下。
====
中共{name}委 {name}人民政府
关于{year}年法治政府建设工作情况的报告

{year}年，在{parent}委、{parent}政府领导下，我{own}依法行政水平不断提高。
====
{chain}司法局{year}年度法治政府建设工作总结

一年来，我局在{own}委、{own}政府和上级司法行政机关领导下开展工作。
====
{name}市场监督管理局关于{year}年法治政府建设情况的报告

{year}年，我局认真落实{parent}市场监管部门和{own}委、{own}政府要求。
====
{year}年法治政府建设情况报告
来源：{chain}人民政府网站 发布时间：{next}-01-20 浏览次数：

{year}年，{name}坚持把法治政府建设摆在突出位置，我{own}各项工作取得新进展。
====
索引号：000014349/{next}-00012
发布机构：{name}人民政府办公室
{chain}{year}年度法治政府建设年度报告

根据有关规定，现将我{own}{year}年法治政府建设情况公布如下。
====
{chain}法治政府建设工作方案（{year}—{later}年）

为深入推进依法行政，结合我{own}实际，制定本方案。
====
关于印发《{chain}{year}年法治政府建设工作要点》的通知

各乡镇人民政府、街道办事处，{own}政府各部门：
====
{name}{township}{year}年法治政府建设工作报告

{year}年，{township}在{own}委、{own}政府领导下，严格落实{parent}的部署。
====
{wide}年
{chain}法治政府建设情况报告

现将{name}{year}年推进法治政府建设情况报告如下：
====
{chain}{spelt}年度法治政府建设情况报告

过去一年，我{own}坚持依法行政。
====
# {chain}{year}年法治政府建设情况

**{name}**认真组织开展法治政府建设，{year}年重点做了以下工作。
====
{own}人民政府关于{year}年法治政府建设情况的报告
——在{own}人大常委会会议上

受{name}人民政府委托，现向常委会报告{year}年{chain}法治政府建设情况。
====
{chain}
{year}年度推进法治政府建设
工作报告

{year}年以来，我{own}坚持党的领导，统筹推进各项工作。
====
{name}{year}年法治政府建设情况报告

一年来，我{own}借鉴{neighbour}等地经验，工作得到{parent}肯定。
"""
FORMS = tuple(form.strip() for form in _FORMS.split("===="))


@dataclass(frozen=True, slots=True)
class Opening:
    """A text with the code and the year that it must be told by."""

    text: str
    code: str
    year: int
    why: str
    """Why the place was drawn: homonym, changed, banner, city …."""


def draw_openings() -> list[Opening]:
    """Return 96 openings; the same seed draws the same places, years and forms."""
    chance = random.Random(_SEED)  # noqa: S311 (a draw to be repeated, no secret)
    found = []
    for index, (why, place, year) in enumerate(_draws(chance)):
        found.append(_compose(FORMS[index % len(FORMS)], why, place, year, chance))
    return found


def _draws(chance: random.Random) -> Iterator[tuple[str, Place, int]]:
    units = [place for place in load_gazetteer() if not place.statistical]
    for why, number in (
        ("homonym", 16), ("changed", 20), ("banner", 8), ("autonomous", 8), ("district", 10),
        ("city", 10), ("county", 8), ("prefecture", 10), ("province", 6),
    ):  # fmt: skip
        fits = [(place, year) for place in units for year in _YEARS if _fits(why, place, year)]
        for place in chance.sample(sorted({place.code for place, _ in fits}), number):
            yield why, *chance.choice([pair for pair in fits if pair[0].code == place])


def _fits(why: str, place: Place, year: int) -> bool:
    if not place.bears(place.name, year):
        return False
    if why in {"prefecture", "province"}:
        return place.level == why
    if place.level != "county":
        return False
    if why == "homonym":
        named = load_gazetteer().named(place.name)
        return sum(other.bears(other.name, year) for other in named) > 1
    if why == "changed":
        begun, ended = place.valid_from or 0, place.valid_to or 0
        return bool({begun, ended, *(until for _, until in place.former)} & set(_YEARS))
    ending = {
        "banner": "旗",
        "autonomous": "自治县",
        "district": "区",
        "city": "市",
        "county": "县",
    }
    return place.name.endswith(ending[why]) and (why == "autonomous" or "自治" not in place.name)


def _compose(form: str, why: str, place: Place, year: int, chance: random.Random) -> Opening:
    gazetteer = load_gazetteer()
    parents = [above.name for above in gazetteer.parents(place.code)[:-1]]
    townships = [t.name for t in gazetteer.children(place.code) if t.level == "township"]
    ours = gazetteer.parents(place.code)[0]
    sisters = Counter(p.name for p in gazetteer.children(ours.code) if p.level == place.level)
    near = sorted(name for name in sisters if name != place.name and len(name) > 2)
    text = (form + _TAIL).format(
        name=place.name,
        chain="".join([*reversed(parents), place.name]),
        parent=parents[0] if parents else "国务院",
        own="区" if place.name.endswith("自治区") else place.name[-1],
        year=year,
        next=year + 1,
        later=year + 4,
        wide=str(year).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        spelt=str(year).translate(str.maketrans("0123456789", "〇一二三四五六七八九")),
        township=chance.choice(townships) if townships else "司法局",
        neighbour=chance.choice(near) if near else "兄弟单位",
    )
    return Opening(text, place.code, year, why)
