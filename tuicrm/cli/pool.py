"""`tuicrm pool`: who is free, who holds whom; claim, release, assign, and whether we know them."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.errors import FAILED
from tuicrm.cli.keys import customer, customers_of, to_claim
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, Form, document, emit, settled, talk, tell_more
from tuicrm.cli.pool_hand_out import hand_out, territory, why
from tuicrm.cli.pool_pools import close, open_, pools, put
from tuicrm.cli.reading import name_of
from tuicrm.cli.spoken import Spoken
from tuicrm.plain.clean import show
from tuicrm.plain.filters import filter_text
from tuicrm.plain.language import _, listed

if TYPE_CHECKING:
    from tuicrm.sales.pool import Held, HeldMany
    from tuicrm.store.database import Desk

app = noun(Spoken)
app.command("hand-out", help=_("As a manager: give new customers to people by rule, the best first."))(hand_out)
app.command("why", help=_("To whom a customer was handed out: who could have got it, who did, and why."))(why)
app.command("territory", help=_("Who looks after which source, region or industry: list, give, --remove."))(territory)

app.command("pools", help=_("List the pools: the first one, and those of teams and regions."))(pools)
app.command("open", help=_("As a manager: open a pool of a team or a region."))(open_)
app.command("close", help=_("As a manager: close a pool that no customer belongs to."))(close)
app.command("put", help=_("As a lead: let customers belong to another pool."))(put)

Keys = Annotated[
    list[str], typer.Argument(metavar="KEY...", help=_("One customer; or several ids; or - for ids on standard input."))
]
Words = Annotated[
    list[str] | None, typer.Argument(metavar="FILTER...", help=_("Words and terms: acme source:phone idle:14+"))
]
Tab = Annotated[str, typer.Option("--tab", help=_("pool, mine, team or all"))]
Sort = Annotated[
    str,
    typer.Option("--sort", help=_("worth, back, name, newest, since, inquiry, action, class, ..., or an own field")),
]
Limit = Annotated[int, typer.Option("--limit", min=1, max=100_000, help=_("At most so many."))]
Note = Annotated[str, typer.Option("--note", help=_("What should be known besides."))]


@app.command("list", help=_("List customers: the free ones, unless --tab says else."))
def list_(
    ctx: typer.Context,
    words: Words = None,
    tab: Tab = "pool",
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


def print_page(at: "Desk", tab: str, words: list[str], sort: str, limit: int, as_: Form) -> None:
    """Print customers of a tab, at most `limit`; what a filter does not understand is wrong use."""
    rows, is_all = _page(at, tab, words, sort, limit)
    from tuicrm.cli.customer_columns import columns_in
    from tuicrm.sales import fields, people

    currency, form_ = at.read(people.me).home.currency, settled(as_)
    declared = () if form_ in ("table", "ids") else at.read(fields.listed, "customer")
    emit(rows, columns_in(form_, currency, declared), as_, empty=_("No customers."))
    if not is_all:
        tell_more(len(rows))


def _page(at: "Desk", tab: str, words: list[str], sort: str, limit: int) -> tuple[list[Any], bool]:
    from tuicrm.sales import fields, pool
    from tuicrm.sales.pool.listing import SORTS
    from tuicrm.sales.pool.own_order import own_orders
    from tuicrm.sales.pool.paging import TABS

    if tab not in TABS:
        raise typer.BadParameter(_("One of: {known}.").format(known=listed(TABS)), param_hint="--tab")
    if sort and sort not in (known := (*SORTS, *own_orders(at.read(fields.listed, "customer"), SORTS))):
        raise typer.BadParameter(_("One of: {known}.").format(known=listed(known)), param_hint="--sort")
    rows: list[Any] = []
    after = None
    while True:
        part = min(500, limit - len(rows))
        query = pool.PoolQuery(tab, filter_text(words), sort, after=after, limit=part)
        found = at.read(pool.page, query)
        if found.errors:
            raise typer.BadParameter(" ".join(found.errors), param_hint="FILTER")
        rows += found.rows
        after = found.after
        if after is None or len(rows) >= limit:
            return rows, after is None


@app.command(help=_("Take free customers: tuicrm pool claim Acme"))
def claim(ctx: typer.Context, keys: Keys, json: AsJson = False) -> int:
    """Claim customers."""
    from tuicrm.sales import pool
    from tuicrm.sales.pool.words import claimed

    at = desk(ctx)
    wanted = to_claim(at, keys)
    if len(wanted) == 1:
        return _told_one(at.write(pool.claim, wanted[0]), claimed, as_json=json)
    return _told_many(at.write(pool.claim_many, wanted), claimed, as_json=json)


@app.command(help=_("Give customers back: tuicrm pool release Acme --reason timing"))
def release(
    ctx: typer.Context,
    keys: Keys,
    reason: Annotated[str, typer.Option("--reason", help=_("no_need, timing, ... or your words"))] = "",
    note: Note = "",
    json: AsJson = False,
) -> int:
    """Release customers."""
    from tuicrm.sales import pool

    at = desk(ctx)
    wanted = customers_of(at, keys)

    def released(one: "Held") -> str:
        return _("{name} lies in the pool.").format(name=show(one.name))

    if len(wanted) == 1:
        return _told_one(at.write(pool.release, wanted[0], reason, note), released, as_json=json)
    return _told_many(at.write(pool.release_many, wanted, reason, note), released, as_json=json)


@app.command(help=_("As a lead: give customers to somebody: tuicrm pool assign Acme --to li"))
def assign(
    ctx: typer.Context,
    keys: Keys,
    to: Annotated[str, typer.Option("--to", metavar="LOGIN", help=_("Who gets them."))],
    note: Note = "",
    json: AsJson = False,
) -> int:
    """Assign customers."""
    from tuicrm.sales import people, pool

    at = desk(ctx)
    receiver = at.read(people.find, to)
    wanted = customers_of(at, keys)

    def assigned(one: "Held") -> str:
        return _("{name} is held by {owner} now.").format(name=show(one.name), owner=show(one.owner or ""))

    if len(wanted) == 1:
        return _told_one(at.write(pool.assign, wanted[0], receiver.id, note), assigned, as_json=json)
    return _told_many(at.write(pool.assign_many, wanted, receiver.id, note), assigned, as_json=json)


@app.command(help=_("Keep your customer from recycling: tuicrm pool lock Acme --reason budget --until 2026-12-31"))
def lock(
    ctx: typer.Context,
    key: Annotated[
        list[str], typer.Argument(metavar="KEY", help=_("An id, phone, e-mail, domain, name, or a unique part of one."))
    ],
    reason: Annotated[str, typer.Option("--reason", help=_("Why it must not go back to the pool."))] = "",
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help=_("The last day of the lock."))] = None,
    json: AsJson = False,
) -> int:
    """Lock a customer."""
    from tuicrm.cli.reading import day
    from tuicrm.sales import pool
    from tuicrm.sales.pool.words import locked

    at, until_on = desk(ctx), day(until, "--until")
    return _told_one(at.write(pool.lock, customer(at, key), reason, until_on), locked, as_json=json)


@app.command(help=_("Take a lock off: the rules of recycling hold again."))
def unlock(
    ctx: typer.Context,
    key: Annotated[
        list[str], typer.Argument(metavar="KEY", help=_("An id, phone, e-mail, domain, name, or a unique part of one."))
    ],
    json: AsJson = False,
) -> int:
    """Unlock a customer."""
    from tuicrm.sales import pool
    from tuicrm.sales.pool.words import locked

    at = desk(ctx)
    return _told_one(at.write(pool.unlock, customer(at, key)), locked, as_json=json)


@app.command(help=_("Who goes back to the pool soon, and why: your customers, the team's (--team), or all (--all)."))
def warn(
    ctx: typer.Context,
    team: Annotated[bool, typer.Option("--team", help=_("Those of your team."))] = False,
    all_: Annotated[bool, typer.Option("--all", help=_("All that you may see."))] = False,
    waiting: Annotated[bool, typer.Option("--waiting", help=_("Instead those that wait for a first action."))] = False,
    json: AsJson = False,
    csv: AsCsv = False,
    ids: AsIds = False,
    plain: AsPlain = False,
) -> None:
    """List the customers that go back soon."""
    from tuicrm.cli.pool_columns import returning, unworked
    from tuicrm.sales import pool

    as_ = form(json=json, csv=csv, ids=ids, plain=plain)
    whose = "all" if all_ else "team" if team else "mine"
    at = desk(ctx)
    if waiting:
        emit(at.read(pool.unworked, whose=whose), unworked(), as_, empty=_("Nobody waits for a first action."))
        return
    emit(at.read(pool.warnings, whose=whose), returning(), as_, empty=_("Nobody goes back soon."))


@app.command(help=_("Give back what stood on the warning lists long enough. For cron; --dry-run only shows."))
def recycle(
    ctx: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Change nothing."))] = False,
    json: AsJson = False,
    csv: AsCsv = False,
    ids: AsIds = False,
    plain: AsPlain = False,
) -> None:
    """Recycle."""
    from tuicrm.cli.pool_columns import returning
    from tuicrm.sales import pool

    at, as_ = desk(ctx), form(json=json, csv=csv, ids=ids, plain=plain)
    if dry_run:
        emit(at.read(pool.due), returning(), as_, empty=_("Nothing is to be recycled now."))
        return
    done = at.write(pool.recycle)
    rows, warned, saved = list(done.done), done.warned, done.saved
    while done.more:
        done = at.write(pool.recycle, done.after)
        rows, warned, saved = [*rows, *done.done], warned + done.warned, saved + done.saved
    emit(rows, returning(), as_)
    talk(
        _("{n} went back to the pool, {warned} came on a warning list, {saved} left one.").format(
            n=len(rows), warned=warned, saved=saved
        )
    )


@app.command("show", help=_("Show one customer: all about it on one page."))
def show_(
    ctx: typer.Context,
    key: Annotated[
        list[str], typer.Argument(metavar="KEY", help=_("An id, phone, e-mail, domain, name, or a unique part of one."))
    ],
    full: Annotated[bool, typer.Option("--full", help=_("With phones and e-mails; counts for the day."))] = False,
    json: AsJson = False,
) -> None:
    """Show a customer."""
    from tuicrm.cli.customer_card import print_card
    from tuicrm.cli.telling import local_now
    from tuicrm.sales import customers, pool
    from tuicrm.sales.pool.words import card_shown

    at = desk(ctx)
    found = customer(at, key)
    if full:
        talk(card_shown(at.write(pool.show_card, found)))
    print_card(at.read(customers.card, found), local_now(ctx), as_json=json)


@app.command(help=_("As a lead: take it from its holder and give it to whoever of the team has most room."))
def reassign(
    ctx: typer.Context,
    key: Annotated[
        list[str], typer.Argument(metavar="KEY", help=_("An id, phone, e-mail, domain, name, or a unique part of one."))
    ],
    json: AsJson = False,
) -> int:
    """Reassign a customer."""
    from tuicrm.sales import pool

    at = desk(ctx)
    done = at.write(pool.reassign, customer(at, key))
    assert done.held is not None

    def told(one: "Held") -> str:
        return _("{name} is held by {owner} now.").format(name=show(one.name), owner=show(one.owner or ""))

    return _told_one(done.held, told, as_json=json)


@app.command(help=_("Do we know them? A name, phone, e-mail or domain; shows no more than your role may see."))
def check(
    ctx: typer.Context,
    text: Annotated[list[str], typer.Argument(metavar="NAME|PHONE|MAIL|DOMAIN", help=_("What you know of them."))],
    json: AsJson = False,
) -> None:
    """Say whether we know them."""
    from tuicrm.sales import pool

    found = desk(ctx).read(pool.check, name_of(text))
    if json:
        document({"text": found.text, "is_known": any(one.is_sure for one in found.found), "found": found.found})
        return
    columns = (
        Column("id", _("Id"), "right"),
        Column("name", _("Customer"), value=lambda one: one.name or _("(not yours to see)")),
        Column("holder", _("Holder"), value=_holder),
        Column("by", _("Known by")),
        Column("is_sure", _("Sure")),
    )
    emit(found.found, columns)
    if not found.found:  # in a pipe, too: it was asked, and no line is no answer to whoever reads along
        talk(_("We do not know them."))


def _holder(one: Any) -> str:
    if one.in_pool:
        return _("in the pool")
    return str(one.owner or (_("team {team}").format(team=one.team) if one.team else _("a colleague")))


def _told_one(one: "Held", word: Any, *, as_json: bool) -> int:
    if as_json:
        document(_as_dict(one))
    else:
        talk(word(one))
    return 0


def _told_many(result: "HeldMany", word: Any, *, as_json: bool) -> int:
    from tuicrm.sales.wording import words
    from tuicrm.store.errors import Refused

    def why(one: Any) -> str:
        return words(Refused(one.code, **one.facts))

    if as_json:
        left = [{"id": one.customer_id, "name": one.name, "code": one.code, "why": why(one)} for one in result.left]
        document({"done": [_as_dict(one) for one in result.done], "left": left})
    else:
        for done in result.done:
            talk(word(done))
        for one in result.left:
            talk(f"{one.customer_id}: {why(one)}")
    return FAILED if result.left else 0


def _as_dict(one: "Held") -> dict[str, object]:
    names = (
        "name", "owner", "was_owner", "version", "held", "limit", "claimed_today", "day_limit", "locked_until_on",
    )  # fmt: skip
    return {"id": one.customer_id, **{name: getattr(one, name) for name in names}}
