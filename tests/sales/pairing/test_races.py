"""Two leads pair the same people at the same moment: one does, the other is told."""

from pathlib import Path

from sqlalchemy import func, select

from tests.company import Clock, Company
from tests.sales.pairing.team import settled
from tests.store.test_races import in_processes
from tuicrm.sales import pairing
from tuicrm.store.database import Database
from tuicrm.store.errors import Refused
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.pairing import pairs

MAKERS = ("wang", "hale", "boss")


def test_of_three_who_make_the_same_pair_one_does(company: Company, tmp_path: Path) -> None:
    settled(company, "li", 4, 20)
    settled(company, "roth", 17, 20)
    url, told = company.database.url.render_as_string(hide_password=False), tmp_path / "told"
    company.database.close()

    def make(number: int) -> None:
        database = Database(url)
        try:
            database.as_(MAKERS[number], Clock()).write(pairing.make)
            line = "made\n"
        except Refused as refused:
            line = f"{refused.code}\n"
        with told.open("a") as file:
            file.write(line)
        database.close()

    in_processes(len(MAKERS), make)
    said = told.read_text().split()
    assert said.count("made") == 1
    assert set(said) <= {"made", "pair_busy", "pair_before", "pair_nobody"}
    again = Company(Database(url))
    assert again.value(select(func.count()).select_from(pairs)) == 1
    assert again.value(select(func.count()).where(actions.c.origin == "pair")) == 2
    again.database.close()
