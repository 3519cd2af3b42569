"""A small firm in the middle of its work, in English or Chinese: something stands on every screen.

All by the rules, as people would have done it, on a clock that is moved: the same each time it is made.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from tests.company import NOW, Clock, make_company
from tuicrm.plain import language
from tuicrm.sales import agenda, funnel, intake, pool, projects
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.intake import Lead
from tuicrm.sales.projects import NewProject
from tuicrm.store.database import Database, Desk

LOGIN = "li"
LEADS = {  # key: (days ago, name, city, class, source, contact, phone, what they asked for); and all of it in Chinese
    "vantage": (
        (41, "Vantage Tooling Ltd", "Leeds", "A", "referral", "Sarah Whitcombe", "+44 113 496 0287", "PX-200, 2 lines"),
        (41, "苏州万泰模具有限公司", "苏州", "A", "referral", "惠春梅", "+86 512 5550 0287", "PX-200，两条线"),
    ),
    "meridian": (
        (38, "Meridian Labs", "Bristol", "B", "website", "J. Novak", "+44 117 496 0142", "price of PX-200"),
        (38, "成都子午仪器", "成都", "B", "website", "诺敏", "+86 28 5550 0142", "PX-200 价格"),
    ),
    "fjord": (
        (30, "Fjord Marine AS", "Bergen", "B", "phone", "P. Dahl", "+47 55 50 01 77", ""),
        (30, "青岛海工集团", "青岛", "B", "phone", "戴伟", "+86 532 5550 0177", ""),
    ),
    "nordwerk": (
        (29, "Nordwerk AG", "Kiel", "A", "website", "U. Petersen", "+49 40 66969 427", "a demo on our own part"),
        (29, "宁波北仑机械", "宁波", "A", "website", "裴勇", "+86 574 5550 0427", "用我们的零件演示"),
    ),
    "brandt": (
        (45, "Brandt & Sohn Praezisionswerkzeuge GmbH & Co. KG", "Frankfurt", "C", "email", "K. Brandt", "", ""),
        (45, "华东重工精密装备制造股份有限公司", "上海", "C", "email", "卜凯", "", ""),
    ),
    "hydra": (
        (21, "Hydra Pumps SpA", "Torino", "B", "email", "L. Bassano", "+39 011 555 0121", "two pumps"),
        (21, "湖南海德泵业", "长沙", "B", "email", "白洛", "+86 731 5550 0121", "两台泵"),
    ),
    "norrland": (
        (12, "Norrland Kraft AB", "Umea", "B", "website", "A. Forsberg", "+46 90 555 01 12", "brochure"),
        (12, "沈阳北方动力", "沈阳", "B", "website", "方贝", "+86 24 5550 0112", "产品手册"),
    ),
    "kordel": (
        (2, "Kordel GmbH", "Hamburg", "B", "website", "M. Kordel", "+49 40 66969 002", "call me about PX-200"),
        (2, "北京联成互动", "北京", "B", "website", "孔德", "+86 10 5550 0002", "请来电谈 PX-200"),
    ),
}
PLANS = {
    "demo": ("demo prepared?", "演示准备好了吗？"),
    "sheet": ("data sheet IP68", "IP68 资料"),
    "answer": ("answer on the quote", "报价回复"),
    "price": ("price fine, delivery?", "价格没问题，交货期？"),
}


def make_in_english(url: str) -> None:
    """Make the shop in English and euros."""
    _make(url, 0)


def make_in_chinese(url: str) -> None:
    """Make the shop in Chinese: names, stages and words; what the database was founded with stays."""
    language.use("zh")
    try:
        _make(url, 1)
    finally:
        language.use("en")


def _make(url: str, tongue: int) -> None:
    make_company(url)
    database, clock = Database(url), Clock()
    desks = {login: database.as_(login, clock, through="test") for login in ("boss", "li", "roth", "wang")}
    ids = {}
    for key, both in LEADS.items():
        days, name, city, class_key, source, contact, phone, message = both[tongue]
        clock.now = NOW - timedelta(days=days)
        lead = Lead(name=name, city=city, class_key=class_key, source=source, contact=contact, message=message,
                    phones=(phone,) if phone else ())  # fmt: skip
        ids[key] = desks["wang"].write(intake.take_in, lead).customer_id
    said = {key: both[tongue] for key, both in PLANS.items()}
    _work(clock, desks, ids, said)
    database.close()


def _work(clock: Clock, desks: dict[str, Desk], ids: dict[str, int], said: dict[str, str]) -> None:
    li, roth = desks["li"], desks["roth"]
    stage = {one.position: one.id for one in li.read(funnel.stages)}
    first, *_others = sorted(stage)
    begin: Callable[..., int] = partial(_begin, clock, stage, first)

    meridian = begin(li, 37, ids["meridian"], "PX-200 x 3", 48_000_00, moves=3)
    _did(clock, li, 11, meridian, "talked", said["price"])
    _plan(clock, li, 8, kind="call", subject=said["answer"], project_id=meridian, on=date(2026, 11, 20))
    begin(li, 29, ids["fjord"], "PX-400 x 2", 66_000_00, moves=1)
    _plan(clock, li, 3, kind="task", subject=said["sheet"], customer_id=ids["fjord"], on=NOW.date(), promise="ours")
    demo = begin(li, 26, ids["nordwerk"], "QX-50", 54_000_00, moves=2)
    _plan(clock, li, 4, kind="visit", subject=said["demo"], project_id=demo, at=NOW + timedelta(hours=1))
    begin(li, 44, ids["brandt"], "LX-700", None)
    lost = begin(roth, 30, ids["vantage"], "PX-200 x 2", 18_000_00, moves=3)
    clock.now = NOW - timedelta(days=17)
    roth.write(funnel.lose, lost, "timing")
    roth.write(pool.release, ids["vantage"], "no budget", "")
    won = begin(roth, 20, ids["hydra"], "AX-10", 9_000_00, moves=4)
    clock.now = NOW - timedelta(days=2)
    roth.write(funnel.win, won, amount_minor=9_000_00, cost_minor=5_500_00)


def _begin(
    clock: Clock, stage: dict[int, int], first: int, desk: Desk, days: int, customer_id: int, name: str,
    amount_minor: int | None, *, moves: int = 0,
) -> int:  # fmt: skip
    """Claim a customer so many days ago, begin a project, and move it on by so many stages, one in four days."""
    clock.now = NOW - timedelta(days=days)
    desk.write(pool.claim, customer_id)
    new = NewProject(name=name, customer_id=customer_id, amount_minor=amount_minor, expected_on=date(2026, 12, 18))
    project_id: int = desk.write(projects.add, new).project_id
    for place in range(1, moves + 1):
        clock.now += timedelta(days=4)
        desk.write(funnel.move, project_id, stage[first + place])
    return project_id


def _did(clock: Clock, desk: Desk, days: int, project_id: int, outcome: str, note: str) -> None:
    clock.now = NOW - timedelta(days=days)
    desk.write(agenda.log, NewAction("call", project_id=project_id), outcome=outcome, note=note)


def _plan(clock: Clock, desk: Desk, days: int, **values: object) -> None:
    clock.now = NOW - timedelta(days=days)
    desk.write(agenda.plan, NewAction(**values))  # type: ignore[arg-type]
