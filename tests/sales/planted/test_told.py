"""A reader who sees only the five sentences names what is planted in a company; of nothing they say that it is nothing.

The words below are those by which readers who saw nothing else named it.
"""

import pytest

from tests.company import Company
from tests.sales.planted.companies import COMPANIES
from tests.sales.planted.telling import plant
from tuicrm.plain import language
from tuicrm.sales import analysis
from tuicrm.sales.analysis.expansion import moving
from tuicrm.sales.analysis.sentences import sentences
from tuicrm.sales.analysis.team import TeamPage

UNCHANGED = "no change that we can tell from luck ("
CLAIMS = (
    "month fell from", "month rose from", "lose projects at", "Only ", "Those here for over 3 years make",
    "made more than", "made less than", "earlier new ones", "Probably because", "The thinner margin",
)  # fmt: skip
TOLD = {
    "dilution": (
        "month fell from",
        "Probably because many are new, not because people got worse.",
        "The fall of 1.1k: 9 new ones still learning -2.5k, those here for over 3 years +0.7k, the rest +0.7k.",
        "If the new ones learn like the last ones and nobody else comes or goes, it will be about",
        "with 16 people on average, 11 before.",
    ),
    "worse_cohort": (
        "month fell from",
        "The fall of 2.4k: 8 new ones still learning -1.1k, new ones weaker than earlier new ones -1.0k, the rest",
    ),
    "weak_stage": (
        "New people (S. Silva, R. Rossi, Q. Quist and 3 more) lose projects at Quote: 34% of their 96 projects got",
        "past it, 75% of the others'",
        "could teach it.",
    ),
    "single_point": ("Only A. Adler can sell LX laser: all", "Nobody else has sold it.", UNCHANGED),
    "thin_mix": (
        UNCHANGED, "Each sells 26% more, but the margin fell from 32% to 24%:",
        "mostly because more QX valve is sold, with a margin of 12%.",
        "At 32% the profit per person would be about 10.6k.",
        "The thinner margin takes €311k of profit in 12 months: look at prices and costs of QX valve.",
    ),
    "leavers": (
        "month fell from", "4 who left and made more than the others -5.2k",
        "Total profit of 12 months fell from 2.24m to 0.98m, with 9 people on average, 13 before.",
    ),
    "best_left": ("month fell from", "1 who left had brought 3", "with 10 people on average, 11 before."),
    "no_inquiries": (
        "month fell from", "look at how many projects they begin", "Go through what they began and lost",
        "Those here for over 3 years make less than a year before",
    ),
    "shrinking": (
        UNCHANGED, "7 of the 15 who sold a year before have left, 0 joined",
        "Total profit of 12 months fell from 1.62m to 0.88m, with 8 people on average, 14 before.",
    ),
    "three": ("Profit per person and month is €14", "Fewer than five people sell: too few to tell why it moved."),
    "worse": ("month fell from", "Those here for over 3 years make less than a year before; why"),
    "nothing": (UNCHANGED,),
    "nothing_growing": (UNCHANGED, "5 new: whether that moved the average"),
    "nothing_turning_over": (
        UNCHANGED, "2 new, 6 gone: whether that moved the average",
        "6 of the 15 who sold a year before have left, 2 joined",
    ),
}  # fmt: skip
CHINESE = {
    "dilution": (
        "人均下降多半是因为新人多，不是老员工变差了。",
        "四个月后全队人均月利润约",
    ),
    "worse_cohort": ("这批新人不如前几批入职同期-0.10万",),
    "weak_stage": ("多在Quote阶段输单", "带教"),
    "single_point": ("只有A. Adler会卖LX laser", "其他人还没有成交过"),
    "thin_mix": ("毛利率由32%降到24%", "主要是毛利率只有12%的QX valve卖得多了", "12个月少赚31.1万欧元"),
    "leavers": ("走了4位业绩较高的-0.52万",),
    "shrinking": ("没有明显变化", "一年前的15位销售已走7位", "平均人数由14变为8"),
    "three": ("做销售的不到五人",),
    "worse": ("入职3年以上的老员工，人均利润比一年前低",),
    "nothing": ("没有明显变化",),
}


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "DRAWS", 400)


def said(page: TeamPage, lang: str = "en") -> str:
    language.use(lang)
    try:
        return "\n".join(one.text for one in sentences(page))
    finally:
        language.use("en")


@pytest.mark.parametrize("name", COMPANIES)
def test_the_five_sentences_name_what_is_planted(small_company: Company, name: str) -> None:
    plant(small_company, COMPANIES[name]())
    page = small_company.desk("hale").read(analysis.team_page)
    english = said(page)
    assert [words for words in TOLD[name] if words not in english] == [], english
    told = " ".join(TOLD[name])
    assert [words for words in CLAIMS if words in english and words not in told] == [], english
    chinese = said(page, "zh")
    assert [words for words in CHINESE.get(name, ()) if words not in chinese] == [], chinese
    assert "{" not in english + chinese
