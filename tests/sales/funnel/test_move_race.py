"""Two people move one card at once: one move stands, the other is told who moved it and where it is; on each engine."""

from pathlib import Path

from sqlalchemy import func, select

from tests.company import Clock, Company
from tests.sales.chances import project, stage, stage_name
from tests.store.test_races import in_processes
from tuicrm.sales import funnel
from tuicrm.store.database import Database
from tuicrm.store.errors import Refused
from tuicrm.store.tables.projects import stage_history

NAMES = {"li": "Li Wei", "wang": "F. Wang"}


def test_of_two_moves_at_once_one_stands_and_the_other_is_told(company: Company, tmp_path: Path) -> None:
    made = project(company)
    here, needs, demo = (stage(company, name) for name in ("New", "Needs", "Demo"))
    url = company.database.url.render_as_string(hide_password=False)
    wanted = {"li": needs, "wang": demo}
    company.database.close()

    def move(number: int) -> None:
        login = list(NAMES)[number]
        database = Database(url)
        try:
            database.as_(login, Clock()).write(
                funnel.move, made, wanted[login], from_stage_id=here, reason="both at once"
            )
            told = f"{login}|moved"
        except Refused as refused:
            told = f"{login}|{refused.code}|{refused.facts['by']}|{refused.facts['stage']}"
        with (tmp_path / "told").open("a") as file:
            file.write(told + "\n")
        database.close()

    in_processes(2, move)
    answers = dict(line.split("|", 1) for line in (tmp_path / "told").read_text().splitlines())
    (winner,) = [login for login, said in answers.items() if said == "moved"]
    (loser,) = [login for login in answers if login != winner]
    place = {needs: "Needs", demo: "Demo"}[wanted[winner]]
    assert answers[loser] == f"moved_since|{NAMES[winner]}|{place}"
    assert stage_name(company, made) == place
    live = select(func.count()).where(stage_history.c.live_project_id == made)
    assert company.value(live) == 1
    assert company.value(select(func.count()).where(stage_history.c.project_id == made)) == 2
