"""Who is called in these tests: customers with phones, plans, inquiries, promises."""

from datetime import datetime
from typing import Any

from tests.company import Company
from tuicrm.plain.phones import phone_key
from tuicrm.sales import agenda, calling
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.calling import RunView
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contact_points, contacts, inquiries

LONDON = "+44 117 496 0142"


def called(company: Company, name: str, *, owner: str | None = "li", phone: str = LONDON, **values: Any) -> int:
    """A customer with one contact and one phone."""
    customer = company.customer(name, owner=owner, **values)
    if phone:
        give_phone(company, customer, phone, contact=f"{name[:1]}. Novak")
    return customer


def give_phone(company: Company, customer_id: int, phone: str, *, contact: str = "", part: str | None = None) -> int:
    def write(session: Session) -> int:
        contact_id = None
        if contact:
            contact_id = change.insert(
                session, contacts, customer_id=customer_id, name=contact, name_sort=contact, part=part
            )
        return change.insert(
            session, contact_points, customer_id=customer_id, contact_id=contact_id, kind="phone", value=phone,
            reach_key=phone_key(phone, "GB"), position=0,
        )  # fmt: skip

    made: int = company.database.write_as(write, company.clock.now)
    return made


def ask(company: Company, customer_id: int, message: str = "price of PX-200") -> int:
    """An inquiry that comes in now."""
    now = company.clock.now
    made: int = company.database.write_as(
        lambda session: change.insert(
            session, inquiries, customer_id=customer_id, message=message, came_at=now, came_on=now.date(), month=1
        ),
        now,
    )
    return made


def plan(company: Company, customer_id: int, kind: str = "call", **values: Any) -> int:
    """A plan of Li's; for today unless another day or a moment is given."""
    if "at" not in values:
        values.setdefault("on", company.clock.now.date())
    made: int = company.desk("li").write(agenda.plan, NewAction(kind, customer_id=customer_id, **values)).action_id
    return made


def start(company: Company, *ids: int, login: str = "li", **named: Any) -> int:
    """Begin a run; without customers that of today's list."""
    made: int = company.desk(login).write(calling.start, "test", list(ids) or None, **named).run_id
    return made


def look(company: Company, run_id: int | None = None, login: str = "li") -> RunView:
    found: RunView = company.desk(login).read(calling.look, run_id)
    return found


def log(company: Company, outcome: str, login: str = "li", **told: Any) -> calling.Logged:
    """Log who is shown."""
    record = look(company, login=login).record
    assert record is not None
    made: calling.Logged = company.desk(login).write(calling.log, record.id, outcome, **told)
    return made


def names(company: Company, run_id: int) -> list[str]:
    """Whom a run goes through when each call is talked."""
    found = []
    while (record := look(company, run_id).record) is not None:
        found.append(record.customer)
        company.desk("li").write(calling.log, record.id, "talked")
    return found


def at(hour: int, minute: int = 0) -> datetime:
    from tests.company import NOW

    return NOW.replace(hour=hour, minute=minute)
