"""`tuicrm customer`: find, show, list and edit customers and their contacts."""

from typing import Annotated, Any

import typer

from tuicrm.cli import customer_dupes, customer_tags
from tuicrm.cli.customer_class import class_
from tuicrm.cli.desk import desk
from tuicrm.cli.helping import add_to
from tuicrm.cli.keys import customer, pairs
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, talk
from tuicrm.cli.pool import Limit, Sort, Words, print_page
from tuicrm.cli.reading import name_of
from tuicrm.cli.spoken import Spoken
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, listed

app = noun(Spoken)
app.registered_commands += customer_dupes.app.registered_commands + customer_tags.app.registered_commands
app.command("class", help=_("Of which class, and why: by hand (--to A), or all by the team's rule (--rule)."))(class_)

Key = Annotated[list[str], typer.Argument(metavar="KEY", help=_("An id, phone, e-mail, domain, name or part of one."))]


@app.command("show", help=_("Show one customer: all about it on one page."))
def show_(ctx: typer.Context, key: Key, json: AsJson = False) -> None:
    """Show a customer."""
    from tuicrm.cli.customer_card import print_card
    from tuicrm.cli.telling import local_now
    from tuicrm.sales import customers

    at = desk(ctx)
    print_card(at.read(customers.card, customer(at, key)), local_now(ctx), as_json=json)


@app.command(help=_("Find the one customer that a KEY means."))
def find(ctx: typer.Context, key: Key, json: AsJson = False) -> None:
    """Find a customer."""
    from tuicrm.sales import customers

    found = desk(ctx).read(customers.find, name_of(key))
    columns = (
        Column("id", _("Id"), "right"),
        Column("name", _("Customer")),
        Column("city", _("City")),
        Column("owner", _("Owner")),
    )
    if json:
        document({column.name: column.of(found) for column in columns})
    else:
        emit([found], columns)


@app.command("list", help=_("List the customers that you may see."))
def list_(
    ctx: typer.Context,
    words: Words = None,
    tab: Annotated[str, typer.Option("--tab", help=_("pool, mine, team or all"))] = "all",
    sort: Sort = "",
    limit: Limit = 100,
    json: AsJson = False,
    csv: AsCsv = False,
    ids: AsIds = False,
    plain: AsPlain = False,
) -> None:
    """List customers."""
    as_ = form(json=json, csv=csv, ids=ids, plain=plain)
    print_page(desk(ctx), tab, words or [], sort, limit, as_)


@app.command(help=_("Change facts: tuicrm customer edit Acme city=New York class=a (an empty value takes one away)"))
def edit(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="KEY NAME=VALUE...", help=_("The customer, then the facts."))],
    version: Annotated[
        int | None, typer.Option("--version", help=_("Refuse if it was changed after this one."))
    ] = None,
    json: AsJson = False,
) -> None:
    """Change facts of a customer; names are those of `customer show --json`, own fields by their key."""
    key, settings = pairs(words)
    if not settings:
        raise typer.BadParameter(_("Say what to change, as in city=Leeds."), param_hint="NAME=VALUE")
    from tuicrm.cli.facts import facts_of
    from tuicrm.sales import customers

    at = desk(ctx)
    found = at.read(customers.find, name_of(key))
    facts, own = facts_of(at, settings)
    seen: Any = found.version if version is None else version
    edited = at.write(customers.edit, found.id, seen, own=own or None, **facts)
    if json:
        document({"id": edited.id, "name": edited.name, "fields": edited.fields, "version": edited.version})
    elif edited.fields:
        talk(_("{name}: {fields} changed.").format(name=show(edited.name), fields=show(listed(edited.fields))))
    else:
        talk(_("{name}: nothing to change.").format(name=show(edited.name)))


@app.command(help=_("Add a person: tuicrm customer contact Acme --name Ann Lee --phone ..."))
def contact(
    ctx: typer.Context,
    key: Key,
    name: Annotated[str, typer.Option("--name", help=_("Who it is."))],
    title: Annotated[str, typer.Option("--title", help=_("What the person is there."))] = "",
    part: Annotated[str, typer.Option("--part", help=_("decides, influences, uses, blocks or buys"))] = "",
    phone: Annotated[list[str] | None, typer.Option("--phone", help=_("A phone; more than once for several."))] = None,
    email: Annotated[
        list[str] | None, typer.Option("--email", help=_("An e-mail; more than once for several."))
    ] = None,
    note: Annotated[str, typer.Option("--note")] = "",
    json: AsJson = False,
) -> None:
    """Add a contact."""
    from tuicrm.sales import customers

    at = desk(ctx)
    made = at.write(
        customers.add_contact, customer(at, key), name, title=title, part=part, phones=tuple(phone or ()),
        emails=tuple(email or ()), note=note,
    )  # fmt: skip
    if json:
        document({"id": made.id, "customer_id": made.customer_id, "name": made.name})
    else:
        talk(_("{name} is a contact now.").format(name=show(made.name)))


@app.command(help=_("Take a customer out of all lists, or bring it back; nothing is deleted."))
def archive(
    ctx: typer.Context,
    key: Key,
    back: Annotated[bool, typer.Option("--back", help=_("Bring it back."))] = False,
    json: AsJson = False,
) -> None:
    """Archive a customer."""
    from tuicrm.sales import customers

    at = desk(ctx)
    done = at.write(customers.archive, customer(at, key), is_away=not back)
    if json:
        document({"id": done.id, "name": done.name, "is_archived": not back})
    else:
        told = _("{name} is back in the lists.") if back else _("{name} is archived.")
        talk(told.format(name=show(done.name)))


add_to(app, "customer")
