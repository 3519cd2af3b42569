"""Where forms keep what is typed: per database, user, form and record."""

from contextlib import suppress
from datetime import datetime

from tuicrm.plain.drafts import DraftKey, Drafts
from tuicrm.plain.settings import dirs
from tuicrm.screens.pane import Pane
from tuicrm.widgets.draft_keeper import DraftKeeper


def keeper(pane: Pane, form: str, record: str = "") -> DraftKeeper:
    """Give the keeper of a form's draft."""
    return DraftKeeper(_drafts(), DraftKey(pane.bridge.where, pane.bridge.me.login, form, record))


def about(customer_id: int | None, project_id: int | None) -> str:
    """Name the record of a draft about a project, else about a customer, else about anything."""
    if project_id is not None:
        return f"project {project_id}"
    return f"customer {customer_id}" if customer_id is not None else ""


def forget_old(now: datetime) -> None:
    """Throw away drafts that nobody came back to; what cannot be thrown away stays."""
    with suppress(OSError):
        _drafts().expire(now=now)


def _drafts() -> Drafts:
    return Drafts(dirs().state / "drafts")
