"""What a web form posted: a visitor must not be lost for what the page's hidden fields say and we do not know."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from tuicrm.plain.clean import line
from tuicrm.sales.intake import REFUSES, Lead, TakenIn, take_in
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session

WEBSITE = "website"
_HIDDEN = {
    "no_source": "source", "no_campaign": "campaign", "no_referrer": "referrer", "no_open_project": "project",
}  # fmt: skip


@rule("lead.take_form", right="take_in", writes=True, refuses=REFUSES)
def take_form(
    session: Session, actor: Actor, lead: Lead, source: str = "", campaign: str = "", *, now: datetime
) -> TakenIn:
    """Take a form in. A channel, campaign, referrer or project of its own that we do not know goes below the message.

    Args:
        source, campaign: where the form names none that we know; these have to be right. Without any channel it is
            the website.
    """
    while True:
        whole = replace(lead, source=line(lead.source) or source, campaign=line(lead.campaign) or campaign)
        if not whole.source and not whole.campaign:
            whole = replace(whole, source=WEBSITE)
        try:
            return take_in(session, actor, whole, now=now)
        except Refused as refusal:  # before the first write
            name = _HIDDEN.get(refusal.code, "")
            written = line(getattr(lead, name)) if name else ""
            if not written:
                raise
            message = "\n".join(part for part in (lead.message, f"{name}: {written}") if part)
            without: dict[str, Any] = {name: ""}
            lead = replace(lead, message=message, **without)
