"""What one gave back lately stands last in the pool for oneself, and for nobody else."""

from tests.company import Company
from tuicrm.sales import pool


def names(company: Company, login: str) -> list[str]:
    return [row.name for row in company.desk(login).read(pool.page, pool.PoolQuery(sort="worth")).rows]


def test_what_one_may_not_claim_yet_stands_last(company: Company) -> None:
    for name in ("Acme", "Bolt", "Cog"):
        company.customer(name)
    mine = company.customer("Dyn", owner="li")
    company.clock.later(days=30)
    company.desk("li").write(pool.release, mine, "timing")
    assert names(company, "roth")[0] == "Dyn", "the freshest, for everybody else"
    assert names(company, "li")[-1] == "Dyn"
    company.clock.later(days=8)
    assert names(company, "li")[0] == "Dyn", "it has cooled"


def test_all_pages_are_walked_with_it(company: Company) -> None:
    for number in range(7):
        company.customer(f"Kunde {number}")
    mine = [company.customer(f"Mine {number}", owner="li") for number in range(3)]
    for each in mine:
        company.desk("li").write(pool.release, each, "timing")
    seen: list[str] = []
    after = None
    while True:
        page = company.desk("li").read(pool.page, pool.PoolQuery(sort="worth", limit=3, after=after))
        seen += [row.name for row in page.rows]
        if (after := page.after) is None:
            break
    assert len(seen) == len(set(seen)) == 10
    assert {name[:4] for name in seen[-3:]} == {"Mine"}
