"""Numbers of today's list, and keys of customers and projects, where a command takes either."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuicrm.cli.reading import name_of

if TYPE_CHECKING:
    from tuicrm.store.database import Desk


@dataclass(frozen=True)
class Meant:
    """What the words of a command mean; `action_id` where a line of today's list is a planned action."""

    customer_id: int | None
    project_id: int | None
    action_id: int | None = None


def handle_of(at: "Desk", nth: int) -> Meant:
    """Give what a number of today's list stands for."""
    from tuicrm.sales.agenda import today

    found = at.read(today.handle, nth)
    return Meant(found.customer_id, found.project_id, found.id if found.kind == "action" else None)


def meant(at: "Desk", words: list[str]) -> Meant:
    """Give what words mean: a number of today's list, `+project`, a project's or a customer's name."""
    from tuicrm.sales import customers, projects
    from tuicrm.store.errors import NotFound

    text = name_of(words)
    if text.isascii() and text.isdecimal() and len(text) <= 3:
        return handle_of(at, int(text))
    if text[:1] in "+＋":
        project = at.read(projects.find, text)
        return Meant(project.customer_id, project.id)
    try:
        return Meant(at.read(customers.find, text).id, None)
    except NotFound as nobody:
        try:
            project = at.read(projects.find, text)
        except NotFound:
            raise nobody from None
        return Meant(project.customer_id, project.id)
