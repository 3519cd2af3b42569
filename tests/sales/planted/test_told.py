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

UNCHANGED = "no change that we can tell from luck, which may make"
CLAIMS = (
    "fell from", "rose from", "lose projects at", "Only ", "Those here for over 3 years make",
    "made more than", "made less than", "earlier ones", "Probably because",
)  # fmt: skip
TOLD = {
    "dilution": (
        "fell from",
        "Probably because many are new, not because people got worse: those here for over 3 years make more",
        "9 are new and make less at first; if they learn like the last ones and nobody else comes or goes, it will be",
    ),
    "worse_cohort": (
        "fell from", "8 are new and make less than earlier ones after as many months: that takes",
        "Besides, new ones always make less in their first months: that takes another",
    ),
    "weak_stage": (
        "New people lose projects at Quote: 34% of their 96 projects got past it, 75% of the others'",
        "could teach it.",
    ),
    "single_point": ("Only A. Adler can sell LX laser: all", "Nobody else has sold it.", UNCHANGED),
    "thin_mix": (
        UNCHANGED, "But the margin fell from 32% to 24%, 311k a year less than at the old one:",
        "mostly because more QX valve is sold, with a margin of 12%.",
    ),
    "leavers": ("fell from", "4 left who had made more than the others: that takes"),
    "shrinking": (
        UNCHANGED, "7 of the 15 who sold a year before have left, 0 joined",
    ),
    "three": ("Profit per person and month is €14", "Fewer than five people sell: too few to tell why it moved."),
    "worse": ("fell from", "Those here for over 3 years make less than a year before; why"),
    "nothing": (UNCHANGED,),
    "nothing_growing": (UNCHANGED, "5 are new; whether that moved the average"),
    "nothing_turning_over": (
        UNCHANGED, "2 are new; whether that moved the average",
        "6 of the 15 who sold a year before have left, 2 joined",
    ),
}  # fmt: skip
CHINESE = {
    "dilution": (
        "人均下降多半是因为新人多，不是老员工变差了：入职3年以上的员工，人均利润比一年前还高。",
        "四个月后全队人均月利润约",
    ),
    "worse_cohort": ("人均利润低于前几批新人入职同期",),
    "weak_stage": ("新人多在Quote阶段输单", "带教"),
    "single_point": ("只有A. Adler会卖LX laser", "其他人还没有成交过"),
    "thin_mix": ("毛利率由32%降到24%", "主要是毛利率只有12%的QX valve卖得多了"),
    "leavers": ("离职的4位，在职时人均利润高于其他人",),
    "shrinking": ("在正常波动范围内", "一年前的15位销售已有7位离职"),
    "three": ("做销售的不到五人",),
    "worse": ("入职3年以上的老员工，人均利润比一年前低",),
    "nothing": ("在正常波动范围内",),
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
