"""`tuicrm intake`: the doors for other programs: a mail on standard input, a web form, a vCard."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from tuicrm.cli.desk import desk, seat
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsJson
from tuicrm.cli.output import document, say, talk
from tuicrm.plain.clean import show
from tuicrm.plain.language import _

if TYPE_CHECKING:
    from tuicrm.sales.intake import TakenIn
    from tuicrm.sales.mailing import Received
    from tuicrm.store.database import Desk

app = noun()

Source = Annotated[
    str, typer.Option("--source", help=_("The channel; else that of the campaign, else e-mail or website."))
]
Campaign = Annotated[str, typer.Option("--campaign", help=_("A campaign; it brings its channel."))]


@app.command(help=_("Take in a mail on standard input: a stranger's is an inquiry, a customer's goes on record."))
def mail(
    ctx: typer.Context,
    source: Source = "",
    campaign: Campaign = "",
    lists: Annotated[
        bool, typer.Option("--lists", help=_("Also what a mailing list passed on: for an inbox that is a group."))
    ] = False,
    json: AsJson = False,
) -> None:
    """Take a message in. What a program wrote, and what came before, is left aside with status 0: nothing bounces."""
    from tuicrm.exchange.mail import read
    from tuicrm.sales import mailing

    message = read(read_input())
    received = desk(ctx).write(mailing.take_mail, message, source, campaign, with_lists=lists)
    if json:
        document({**_as_dict(received), "subject": message.subject, "from": message.address})
        return
    talk(_told(received))
    if received.customer_id is not None:
        say(str(received.customer_id))


@app.command(help=_("Take in what a web form posted, urlencoded, multipart or JSON on standard input."))
def form(
    ctx: typer.Context,
    source: Annotated[
        str, typer.Option("--source", help=_("The channel of a form that names no channel and no campaign."))
    ] = "",
    campaign: Campaign = "",
    consent: Annotated[
        str, typer.Option("--consent", help=_("What they agreed to who ticked the field “consent”, word for word."))
    ] = "",
    json: AsJson = False,
) -> None:
    """Take a form in, with the text of its consent."""
    from tuicrm.exchange import web_form
    from tuicrm.exchange.lead_fields import is_trapped, lead_of
    from tuicrm.sales import forming

    try:
        pairs = web_form.read(read_input())
        if is_trapped(pairs):
            raise ValueError(_("A program filled in what the page hides from people; the form is left aside."))
        at = seat(ctx)
        lead = lead_of(pairs, own_keys(at.desk), zone=at.me.home.zone, consent=consent, is_form=True)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=_("standard input")) from error
    print_taken(at.desk.write(forming.take_form, lead, source, campaign), as_json=json)


def own_keys(at: "Desk") -> tuple[str, ...]:
    """Give the keys of own fields of customers, which what arrives may fill."""
    from tuicrm.sales import fields

    return at.read(fields.keys_to_fill)


def print_taken(taken: "TakenIn", *, as_json: bool) -> None:
    """Print who was taken in."""
    from tuicrm.sales.intake_words import taken_in

    if as_json:
        document(taken_dict(taken))
        return
    talk(taken_in(taken))
    for one in taken.near:
        talk(_("Perhaps the same: {name} ({id}).").format(name=show(one.name), id=one.id))
    say(str(taken.customer_id))


def taken_dict(taken: "TakenIn") -> dict[str, object]:
    """Give who was taken in, as scripts get it."""
    names = ("inquiry_id", "name", "is_new", "known_by", "owner", "in_pool", "near", "project")
    return {"id": taken.customer_id, **{name: getattr(taken, name) for name in names}}


def _as_dict(received: "Received") -> dict[str, object]:
    names = ("what", "customer_id", "customer", "contact", "project", "action_id")
    more = taken_dict(received.taken) if received.taken is not None else None
    return {**{name: getattr(received, name) for name in names}, "taken": more}


def _told(received: "Received") -> str:
    from tuicrm.sales.intake_words import taken_in

    match received.what:
        case "automatic":
            return _("A program wrote this, or it went to many; it is left aside.")
        case "known":
            return _("This message came before; it is left aside.")
        case "record":
            name, contact = show(received.customer or "?"), show(received.contact or received.customer or "?")
            if received.project:
                said = _("The mail of {contact} is on record at {name}, project {project}.")
                return said.format(contact=contact, name=name, project=show(received.project))
            return _("The mail of {contact} is on record at {name}.").format(contact=contact, name=name)
    assert received.taken is not None
    return taken_in(received.taken)


def read_input() -> bytes:
    """Read standard input, where something comes in."""
    if sys.stdin.isatty():
        raise typer.BadParameter(_("Nothing comes in: pipe or redirect it."), param_hint=_("standard input"))
    return sys.stdin.buffer.read()
