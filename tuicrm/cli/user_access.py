"""`tuicrm user add-key|keys|revoke|invite|link`: how one of us comes in from elsewhere."""

import sys
from typing import Annotated

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, say, talk
from tuicrm.cli.reading import name_of
from tuicrm.plain.clean import show
from tuicrm.plain.language import _

Key = Annotated[list[str], typer.Argument(metavar="KEY", help=_("A login, a name or an id."))]
LONGEST = 20_000


def add_to(app: typer.Typer) -> None:
    """Give the verbs to the noun."""
    app.command("add-key", help=_("Let somebody in by a public key: tuicrm user add-key li < id_ed25519.pub"))(add_key)
    app.command("keys", help=_("List the public keys of somebody, or of all: --everybody."))(keys)
    app.command("revoke", help=_("Take a public key's right to let somebody in away: tuicrm user revoke 7"))(revoke)
    app.command("invite", help=_("Make a one-time word with which somebody adds their own key at the first login."))(
        invite
    )
    app.command("link", help=_("Make a link that opens the screens in a browser once: yours, or a colleague's."))(link)
    app.command("calendar", help=_("Make an address under which your calendar program reads your plan."))(calendar)
    app.command("passes", help=_("List the words, links and calendar addresses that are open."))(passes)
    app.command("close", help=_("Make one of them worth nothing: tuicrm user close 7"))(close)


def add_key(ctx: typer.Context, key: Key, json: AsJson = False) -> None:
    """Let somebody in by a public key, which comes through standard input."""
    from tuicrm.sales import access, people

    if sys.stdin.isatty():
        talk(_("Paste the public key (one line):"))
        text = sys.stdin.readline(LONGEST)
    else:
        text = sys.stdin.read(LONGEST)
    at = desk(ctx)
    user = at.read(people.find, name_of(key))
    added = at.write(access.add_key, user.id, text)
    if json:
        document(added)
    else:
        talk(_("{name} comes in by {key}.").format(name=show(added.name), key=added.fingerprint))


def keys(
    ctx: typer.Context,
    key: Annotated[list[str] | None, typer.Argument(metavar="KEY", help=_("Whose; yours by default."))] = None,
    everybody: Annotated[bool, typer.Option("--everybody", help=_("Of all people."))] = False,
    everything: Annotated[bool, typer.Option("--all", help=_("With those that were revoked."))] = False,
    json: AsJson = False,
    csv: AsCsv = False,
    ids: AsIds = False,
    plain: AsPlain = False,
) -> None:
    """List public keys."""
    from tuicrm.sales import access, people

    columns = (
        Column("id", _("Id"), "right"),
        Column("login", _("Login")),
        Column("kind", _("Kind")),
        Column("fingerprint", _("Fingerprint")),
        Column("comment", _("Comment")),
        Column("added_at", _("Added")),
        Column("revoked_at", _("Revoked")),
    )
    at = desk(ctx)
    whose = None if everybody else at.read(people.find, name_of(key)).id if key else at.read(people.me).id
    rows = at.read(access.keys, whose, everything=everything)
    emit(rows, columns, form(json=json, csv=csv, ids=ids, plain=plain), empty=_("No key."))


def revoke(
    ctx: typer.Context,
    key_id: Annotated[int, typer.Argument(metavar="ID", help=_("Its number in the list."))],
    json: AsJson = False,
) -> None:
    """Revoke a public key."""
    from tuicrm.sales import access

    revoked = desk(ctx).write(access.revoke_key, key_id)
    if json:
        document(revoked)
    else:
        said = _("{key} lets {name} in no more; an open window of it is out at its next act.")
        talk(said.format(key=revoked.fingerprint, name=show(revoked.name)))


def invite(ctx: typer.Context, key: Key, json: AsJson = False) -> None:
    """Make a one-time word. It is shown once and kept nowhere."""
    from tuicrm.plain import secrets
    from tuicrm.sales import access, people

    at = desk(ctx)
    user = at.read(people.find, name_of(key))
    word = secrets.word()
    given = at.write(access.invite, user.id, secrets.digest(word))
    if json:
        document({"login": given.login, "word": word, "ends_at": given.ends_at})
        return
    said = _("Tell {name} this word; with it they add their own key at the first login over SSH, until {day}:")
    talk(said.format(name=show(given.name), day=given.ends_at.date().isoformat() if given.ends_at else ""))
    say(word)


Url = Annotated[str, typer.Option("--url", help=_("How browsers name the server: https://crm.acme.example"))]


def link(
    ctx: typer.Context,
    key: Annotated[list[str] | None, typer.Argument(metavar="KEY", help=_("Whose; yours by default."))] = None,
    url: Url = "http://127.0.0.1:8000",
    json: AsJson = False,
) -> None:
    """Make a one-time link for a browser. It is shown once and kept nowhere."""
    from tuicrm.plain import secrets
    from tuicrm.sales import access, people

    at = desk(ctx)
    whose = at.read(people.find, name_of(key)).id if key else None
    token = secrets.token()
    given = at.write(access.link, secrets.digest(token), whose)
    address = f"{url.rstrip('/')}/in/{token}"
    if json:
        document({"login": given.login, "url": address, "ends_at": given.ends_at})
    else:
        talk(_("This link opens tuicrm once as {name}, within ten minutes:").format(name=show(given.name)))
        say(address)


def calendar(ctx: typer.Context, url: Url = "http://127.0.0.1:8000", json: AsJson = False) -> None:
    """Make an address for a calendar program."""
    from tuicrm.plain import secrets
    from tuicrm.sales import access

    token = secrets.token()
    given = desk(ctx).write(access.calendar, secrets.digest(token))
    address = f"{url.rstrip('/')}/calendar/{token}.ics"
    if json:
        document({"id": given.id, "login": given.login, "url": address})
    else:
        talk(_("Who has this address reads your plan, until you close it: tuicrm user close {id}").format(id=given.id))
        say(address)


def passes(
    ctx: typer.Context,
    everybody: Annotated[bool, typer.Option("--everybody", help=_("Of all people."))] = False,
    json: AsJson = False,
    csv: AsCsv = False,
    ids: AsIds = False,
    plain: AsPlain = False,
) -> None:
    """List what is open."""
    from tuicrm.sales import access

    columns = (
        Column("id", _("Id"), "right"),
        Column("login", _("Login")),
        Column("kind", _("Kind")),
        Column("made_at", _("Made")),
        Column("ends_at", _("Until")),
    )
    rows = desk(ctx).read(access.passes, everybody=everybody)
    emit(rows, columns, form(json=json, csv=csv, ids=ids, plain=plain), empty=_("Nothing is open."))


def close(
    ctx: typer.Context,
    pass_id: Annotated[int, typer.Argument(metavar="ID", help=_("Its number in the list."))],
    json: AsJson = False,
) -> None:
    """Close a word, a link, a browser's session or a calendar's address."""
    from tuicrm.sales import access

    closed = desk(ctx).write(access.revoke_pass, pass_id)
    if json:
        document(closed)
    else:
        talk(_("Closed."))
