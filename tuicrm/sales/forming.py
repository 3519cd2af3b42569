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

    So does an own field's value that does not fit, and a phone or an e-mail that cannot be read, where there is another
    one by which the visitor can be reached.

    Args:
        source, campaign: where the form names none that we know; these have to be right. A campaign of the form
            brings its own channel. Without any channel it is the website.
    """
    while True:
        named = line(lead.campaign)
        whole = replace(lead, source=line(lead.source) or ("" if named else source), campaign=named or campaign)
        if not whole.source and not whole.campaign:
            whole = replace(whole, source=WEBSITE)
        try:
            return take_in(session, actor, whole, now=now)
        except Refused as refusal:  # before the first write
            if (left := _without_unreadable(lead, refusal) or _without_misfit(lead, refusal)) is not None:
                lead = left
                continue
            name = _HIDDEN.get(refusal.code, "")
            written = line(getattr(lead, name)) if name else ""
            if not written:
                raise
            lead = _below(lead, f"{name}: {written}", **{name: ""})


def _without_unreadable(lead: Lead, refusal: Refused) -> Lead | None:
    """Put a phone or an e-mail that cannot be read below the message; None where nothing else is left to answer by."""
    name = {"phone_form": "phones", "email_form": "emails"}.get(refusal.code, "")
    if not name:
        return None
    written: tuple[str, ...] = getattr(lead, name)
    wrong = [one for one in written if line(one)[:60] == refusal.facts["text"]]
    kept = _below(lead, *map(line, wrong), **{name: tuple(one for one in written if one not in wrong)})
    return kept if wrong and (kept.phones or kept.emails) else None


def _without_misfit(lead: Lead, refusal: Refused) -> Lead | None:
    """Put the value of an own field below the message where it does not fit the field."""
    if refusal.code != "field_value":
        return None
    key = str(refusal.facts["key"])
    kept = {name: text for name, text in lead.fields.items() if name != key}
    return _below(lead, f"{key}: {line(lead.fields[key])}", fields=kept)


def _below(lead: Lead, *texts: str, **left: Any) -> Lead:
    """Put texts below the message; `left` is what is left where they stood."""
    return replace(lead, message="\n".join(part for part in (lead.message, *texts) if part), **left)
