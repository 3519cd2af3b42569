"""`tuicrm lead`: take somebody in. Who is known gets another inquiry, who is new lies in the pool."""

from typing import Annotated

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.keys import pairs
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsJson
from tuicrm.cli.output import document, say, talk
from tuicrm.cli.reading import name_of
from tuicrm.plain.clean import show
from tuicrm.plain.language import _

app = noun()


@app.command(help=_('Take somebody in: tuicrm lead add Acme Ltd --source phone --contact "Ann Lee" --phone ...'))
def add(
    ctx: typer.Context,
    name: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]", help=_("The company; none for a person."))
    ] = None,
    source: Annotated[str, typer.Option("--source", help=_("The channel: see `tuicrm source list`."))] = "",
    campaign: Annotated[str, typer.Option("--campaign", help=_("A campaign; it brings its channel."))] = "",
    contact: Annotated[str, typer.Option("--contact", metavar="NAME", help=_("The person who asks."))] = "",
    title: Annotated[str, typer.Option("--title", help=_("What the person is there."))] = "",
    phone: Annotated[list[str] | None, typer.Option("--phone", help=_("A phone; more than once for several."))] = None,
    email: Annotated[
        list[str] | None, typer.Option("--email", help=_("An e-mail; more than once for several."))
    ] = None,
    website: Annotated[str, typer.Option("--website")] = "",
    city: Annotated[str, typer.Option("--city")] = "",
    region: Annotated[str, typer.Option("--region")] = "",
    country: Annotated[str, typer.Option("--country")] = "",
    industry: Annotated[str, typer.Option("--industry")] = "",
    class_: Annotated[str, typer.Option("--class", help=_("A, B, C, D or what your team calls it."))] = "",
    message: Annotated[str, typer.Option("--message", help=_("What they ask for."))] = "",
    note: Annotated[str, typer.Option("--note", help=_("What is known besides."))] = "",
    field: Annotated[list[str] | None, typer.Option("--field", metavar="KEY=VALUE", help=_("An own field."))] = None,
    json: AsJson = False,
) -> None:
    """Take somebody in."""
    from tuicrm.sales import intake
    from tuicrm.sales.intake_words import taken_in

    lead = intake.Lead(
        name=name_of(name or []),
        source=source,
        campaign=campaign,
        contact=contact,
        title=title,
        phones=tuple(phone or ()),
        emails=tuple(email or ()),
        website=website,
        city=city,
        region=region,
        country=country,
        industry=industry,
        class_key=class_,
        message=message,
        note=note,
        fields=pairs(field or [])[1],
    )
    taken = desk(ctx).write(intake.take_in, lead)
    if json:
        document({"id": taken.customer_id, **{key: getattr(taken, key) for key in _JSON}})
        return
    talk(taken_in(taken))
    for one in taken.near:
        talk(_("Perhaps the same: {name} ({id}).").format(name=show(one.name), id=one.id))
    say(str(taken.customer_id))


_JSON = ("inquiry_id", "name", "is_new", "known_by", "owner", "in_pool", "near")
