"""A filter line of customers: every key, every way to say it, and hostile ones."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.company import Company
from tests.engines import Engines
from tests.sales.house import set_values, settle, standing, take
from tuicrm.plain import language
from tuicrm.sales import agenda, fields, pool, projects
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.pool import PoolQuery
from tuicrm.sales.pool.filtering import KEYS
from tuicrm.sales.projects import NewProject
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import campaigns
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.trade import purchases

OWN = {
    "Size": ("number", "140"), "Deal": ("money", "9.50"), "Since": ("date", "2026-02-28"), "Fit": ("choice", "Good"),
    "Needs": ("choices", "ISO cert; CMM"), "Old": ("yesno", "yes"), "Nick": ("text", "acmeco"),
}  # fmt: skip


@pytest.fixture(scope="module")
def company(engines: Engines) -> Iterator[Company]:
    """Acme with everything there is to know, Beta with nothing, 联成 in Shanghai, Gone in the archive."""
    with standing(engines) as made:
        fill(made)
        yield made


def fill(company: Company) -> None:
    settle(company, zone="Asia/Shanghai", region="CN")
    li, hale = company.desk("li"), company.desk("hale")
    company.database.write_as(
        lambda session: change.insert(session, campaigns, name="Fair Leeds", source_id=1), company.clock.now
    )
    acme = take(
        company, "Acme Ltd", source="phone", campaign="Fair Leeds", contact="Ann Lee", phones=("13800138000",),
        emails=("ann@acme.example",), city="New York", region="east", country="USA", industry="Machine tools",
        website="acme.example", class_key="a", note="likes tea",
    ).customer_id  # fmt: skip
    for name, (type, text) in OWN.items():
        made = hale.write(fields.add, "customer", name, type, ("Good", "Poor", "ISO cert", "CMM"))
        company.desk("hale").write(fields.set_value, made.id, acme, text)
    li.write(pool.claim, acme)
    li.write(projects.add, NewProject(name="Line 4", customer_id=acme))
    li.write(agenda.plan, NewAction(kind="call", subject="answer", customer_id=acme, on=company.clock.now.date()))
    company.database.write_as(lambda session: buy(session, acme), company.clock.now)
    set_values(company, customers, acme, last_action_at=company.clock.now)
    set_values(company, customers, company.customer("Beta GmbH"), source_id=None)
    company.customer("上海联成", owner="roth", city="上海", class_key="B")
    gone = company.customer("Gone plc", class_key="A")
    set_values(company, customers, gone, archived_at=company.clock.now)


def buy(session: Session, customer_id: int) -> None:
    change.insert(
        session, purchases, customer_id=customer_id, currency="EUR", bought_on=session.now.date(), month=24311
    )  # fmt: skip


def page(company: Company, filter: str, login: str = "li") -> tuple[list[str], Sequence[str]]:
    found = company.desk(login).read(pool.page, PoolQuery("all", filter))
    return [row.name.split()[0] for row in found.rows], found.errors


ACME, BETA, LIAN, GONE = "Acme", "Beta", "上海联成", "Gone"


@pytest.mark.parametrize(
    ("filter", "found"),
    [
        ("来源:电话", [ACME]), ("来源:网站,电话", [ACME, LIAN]), ("负责人:无", [BETA]), ("非:负责人:无", [ACME, LIAN]),
        ("咨询:未看", []), ("咨询:商机", [ACME]), ("咨询:无", [BETA, LIAN]), ("类型:公司", [ACME, BETA, LIAN]),
        ("类型:个人", []), ("利用:商机", [ACME]), ("利用:从未", [BETA, LIAN]), ("回收:..7", []),
    ],
)  # fmt: skip
def test_values_are_understood_in_the_words_of_the_screen(
    company: Company, filter: str, found: list[str], request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(lambda before=language.current(): language.use(before))
    language.use("zh")
    assert page(company, filter) == (found, ())


@pytest.mark.parametrize(
    ("filter", "found"),
    [
        ("", [ACME, BETA, LIAN]),
        ("   ", [ACME, BETA, LIAN]),
        ("source:phone", [ACME]),
        ("source:none", [BETA]),
        ("source:any", [ACME, LIAN]),
        ("source:phone,website", [ACME, LIAN]),
        ('campaign:"fair leeds"', [ACME]),
        ("campaign:none", [BETA, LIAN]),
        ("not:campaign:any", [BETA, LIAN]),
        ('city:"new york"', [ACME]),
        ('city:"NEW YORK"', [ACME]),
        ("城市:上海", [LIAN]),
        ("city：上海", [LIAN]),
        ("region:EAST", [ACME]),
        ("country:usa", [ACME]),
        ('industry:"machine tools"', [ACME]),
        ("class:a", [ACME]),
        ("class:b,a", [ACME, LIAN]),
        ("not:class:a", [BETA, LIAN]),
        ("class:none", [BETA]),
        ("owner:me", [ACME]),
        ("owner:我", [ACME]),
        ("owner:LI,roth", [ACME, LIAN]),
        ('owner:"a. roth"', [LIAN]),
        ("owner:any", [ACME, LIAN]),
        ("not:owner:me", [BETA, LIAN]),
        ("kind:company", [ACME, BETA, LIAN]),
        ("kind:person", []),
        ("archived:any", [GONE]),
        ("archived:none", [ACME, BETA, LIAN]),
        ("not:archived:any", [ACME, BETA, LIAN]),
        ("class:a archived:any", [GONE]),
        ("has:phone has:email has:contact", [ACME]),
        ("has:project,purchase", [ACME]),
        ("has:action", [ACME]),
        ("has:plan", [ACME]),
        ("has:note", [ACME]),
        ("has:website", [ACME]),
        ("有:电话 有:商机", [ACME]),
        ("not:has:plan", [BETA, LIAN]),
        ("size:140", [ACME]),
        ("size:100..200", [ACME]),
        ("size:200..100", []),
        ("size:>140", []),
        ("size:>=140", [ACME]),
        ("size:<141", [ACME]),
        ("size:none", [BETA, LIAN]),
        ("not:size:any", [BETA, LIAN]),
        ("deal:9.5", [ACME]),
        ("since:2026-02-28", [ACME]),
        ("since:..2026-02-27", []),
        ("since:2026-01-01..2026-12-31", [ACME]),
        ("fit:good", [ACME]),
        ("fit:poor", []),
        ('needs:"iso cert"', [ACME]),
        ("needs:cmm,poor", [ACME]),
        ("old:yes", [ACME]),
        ("old:否", []),
        ("nick:ACMECO", [ACME]),
        ("acme", [ACME]),
        ("lc", [LIAN]),
        ("shlc", [LIAN]),
        ("13800138000", [ACME]),
        ("8000", [ACME]),
        ("ann", [ACME]),
        ("not:acme", [BETA, LIAN]),
        ("acme class:b", []),
        ("nobody", []),
        ('"acme ltd" source:phone owner:me', [ACME]),
    ],
)  # fmt: skip
def test_each_key_finds_what_it_says(company: Company, filter: str, found: list[str]) -> None:
    assert page(company, filter) == (found, ())


@pytest.mark.parametrize(
    ("filter", "said"),
    [
        ("source:fone", "did you mean phone?"),
        ("source:14+", "source:none"),
        ("owner:nobody", "There is no owner “nobody”"),
        ("owner:5..9", "owner:none"),
        ('campaign:"fair leads"', "did you mean Fair Leeds?"),
        ("class:5+", "class:none"),
        ("idle:often", "idle:14+"),
        ("idle:1,2", "idle:14+"),
        ("idle:2.5", "idle:14+"),
        ("idle:none", "idle:14+"),
        ("has:legs", "there is phone"),
        ("has:any", "has:phone"),
        ("archived:yes", "archived:any"),
        ("archived:2026", "archived:any"),
        ("size:big", "Write a number"),
        ("size:>big", "size: wants a range"),
        ("since:2026-02-29", "Write a day"),
        ("fit:superb", "Choose one of: Good, Poor"),
        ("old:maybe", "Write yes or no."),
        ("nick:a..b", "nick: wants a range"),
        ("colour:red", "There is no colour: here"),
        ("clas:a", "did you mean class:?"),
        ("class:", "class: wants a value"),
        ("idle:", "idle: is written like idle:14+"),
        ("闲置：", "idle: is written like idle:14+"),
        ("not:back:", "back"),
        ("fit:medium", "“medium” does not fit Fit. Choose one of: Good, Poor, ISO cert, CMM"),
        ("needs:rest", "“rest” does not fit Needs. Choose from these, divided by commas: Good, Poor"),
        ("since:soon", "“soon” does not fit Since. Write a day: 2026-11-30."),
        ("size:many", "“many” does not fit Size. Write a number: 1200, 1.5 or 12k."),
        ("fit:5..9", "fit: is written like fit:none"),
        ("use:", "use:silent"),
        ("has:", "has:phone"),
        ("not:", "not: wants"),
        ("not:not:class:a", "stands only once"),
    ],
)
def test_what_is_not_understood_says_what_to_write_and_filters_nothing(
    company: Company, filter: str, said: str
) -> None:
    found, errors = page(company, filter)
    assert found == [ACME, BETA, LIAN]
    assert len(errors) == 1
    assert said in errors[0]


def test_one_mistake_leaves_the_rest_of_the_line_at_work(company: Company) -> None:
    found, errors = page(company, "class:a source:fone has:legs")
    assert (found, len(errors)) == ([ACME], 2)


@pytest.mark.parametrize("spelling", sorted(KEYS))
def test_each_spelling_of_a_key_is_known(company: Company, spelling: str) -> None:
    wants = {"idle": "0+", "has": "phone", "archived": "none", "use": "never", "covered": "no"}
    wants |= dict.fromkeys(("back", "free", "complete", "waiting"), "0+")
    assert page(company, f"{spelling}:{wants.get(KEYS[spelling], 'any')}")[1] == ()


HOSTILE = [
    "idle:-99999999999+", "idle:99999999999999999999+", "idle:-5..-1", f"idle:{'9' * 5000}+", "size:1e999999",
    "size:..9999999999999999999999", f"class:{'a' * 5000}", "class:'; drop table customer; --", "city:%", "city:_",
    'city:"', "\x00\x07", "class:\u202ea", "owner:\ud800", "'", "%", "_", "\\", "((((", "not:not:not:", ":", "a:b:c:d",
    "since:99999-12-31..", "http://acme.example/?a=b", "🙂", "x" * 5000,
    " ".join(f"w{number}" for number in range(200)),
]  # fmt: skip


@pytest.mark.parametrize("filter", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_lines_find_something_or_nothing_and_never_fall(company: Company, filter: str) -> None:
    found, errors = page(company, filter)
    assert set(found) <= {ACME, BETA, LIAN}
    assert all(error.strip() and error.isprintable() for error in errors)


TERMS = st.sampled_from(
    [*(f"{key}:{value}" for key in ("class", "city", "source", "owner") for value in ("a", "none", "any", "上海")),
     "idle:3+", "has:phone", "archived:any", "size:1..", "acme", "not:beta"]
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(TERMS, min_size=1, max_size=4), st.text(max_size=12))
def test_more_terms_never_find_more_and_order_does_not_matter(company: Company, terms: list[str], junk: str) -> None:
    more, _ = page(company, " ".join(terms))
    fewer, _ = page(company, " ".join(terms[1:])) if terms[1:] else page(company, "archived:any " * 0)
    if "archived:any" not in terms:
        assert set(more) <= set(fewer)
    assert page(company, " ".join(reversed(terms)))[0] == more
    page(company, f"{junk} {terms[0]}")
