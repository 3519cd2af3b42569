"""A planted company as a database, and what the team page says of it."""

from sqlalchemy import select

from tests.company import Company
from tests.sales.planted.companies import Planted
from tests.sales.planted.making import Writer
from tuicrm.store.session import Session
from tuicrm.store.tables.people import teams, users


def plant(company: Company, planted: Planted) -> None:
    """Let it be this company's three years; those of the test's own company sell nothing."""

    def write(session: Session) -> None:
        session.connection.execute(users.update().where(users.c.role == "rep").values(role="intake"))
        session.connection.exec_driver_sql("update membership set role = 'intake' where role = 'rep'")
        team_of = {row.name: row.id for row in session.all(select(teams.c.id, teams.c.name))}
        Writer(session, planted.seed, is_even=planted.is_even).stage(team_of, planted.sellers)

    company.database.write_as(write, company.clock.now)
