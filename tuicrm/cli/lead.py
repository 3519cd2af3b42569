"""`tuicrm lead`: take somebody in. Who is known gets another inquiry, who is new lies in the pool."""

import sys
from typing import Annotated

import typer

from tuicrm.cli.desk import desk, seat
from tuicrm.cli.errors import FAILED
from tuicrm.cli.intake import own_keys, print_taken, taken_dict
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsJson
from tuicrm.cli.output import document, progress, say, talk
from tuicrm.cli.reading import name_of
from tuicrm.cli.telling import own_of
from tuicrm.plain.language import _

app = noun()


@app.command(help=_('Take in: tuicrm lead add Acme Ltd --source phone --contact "Ann Lee" --phone ...; - for many'))
def add(
    ctx: typer.Context,
    name: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]", help=_("The company; none for a person; - for many lines.")),
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
    referrer: Annotated[
        str, typer.Option("--referrer", help=_("Who sent them: a customer, or @login of one of us."))
    ] = "",
    project: Annotated[
        str, typer.Option("--project", help=_("The open project that they ask about; - for none."))
    ] = "",
    consent: Annotated[str, typer.Option("--consent", help=_("What they agreed to, word for word."))] = "",
    field: Annotated[list[str] | None, typer.Option("--field", metavar="KEY=VALUE", help=_("An own field."))] = None,
    json: AsJson = False,
) -> None:
    """Take somebody in, or many on standard input."""
    if name == ["-"]:
        raise typer.Exit(_add_many(ctx, source, campaign, as_json=json))
    from tuicrm.sales import intake

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
        fields={key.casefold(): value for key, value in own_of(field)},
        referrer=referrer,
        project=project,
        consent=consent,
    )
    print_taken(desk(ctx).write(intake.take_in, lead), as_json=json)


BATCH = 100


def _add_many(ctx: typer.Context, source: str, campaign: str, *, as_json: bool) -> int:
    """Take in what stands on standard input, in batches; give the status: 1 where any was refused."""
    from tuicrm.exchange import lead_lines, web_form
    from tuicrm.exchange.lead_fields import lead_of
    from tuicrm.sales import intake
    from tuicrm.sales.wording import words
    from tuicrm.store.errors import Refused

    at = seat(ctx)
    own, zone = own_keys(at.desk), at.me.home.zone
    told: list[dict[str, object]] = []
    leads: list[tuple[int, intake.Lead]] = []

    def send() -> None:
        done = at.desk.write(intake.take_in_many, tuple(lead for _line, lead in leads))
        told.extend({"line": leads[place][0], **taken_dict(taken)} for place, taken in done.taken)
        told.extend(
            {"line": leads[one.place][0], "error": words(Refused(one.code, **one.facts))} for one in done.refused
        )
        leads.clear()
        progress(_("{n} taken in ...").format(n=len(told)))

    try:
        for given in lead_lines.read(sys.stdin.buffer.read()):
            try:
                if given.error:
                    raise ValueError(given.error)
                defaults = {"source": source, "campaign": campaign}
                leads.append((given.line, lead_of(given.pairs, own, zone=zone, defaults=defaults)))
            except ValueError as error:
                told.append({"line": given.line, "error": str(error)})
            if len(leads) == BATCH:
                send()
        if leads:
            send()
    except web_form.Unreadable as error:
        raise typer.BadParameter(str(error), param_hint=_("standard input")) from error
    progress("")
    told.sort(key=lambda one: int(str(one["line"])))
    wrong = [one for one in told if "error" in one]
    if as_json:
        document(told)
    else:
        for one in told:
            if "error" not in one:
                say(str(one["id"]))
        new = sum(bool(one.get("is_new")) for one in told)
        talk(
            _("{n} came in: {new} new, {known} known, {refused} refused.").format(
                n=len(told), new=new, known=len(told) - new - len(wrong), refused=len(wrong)
            )
        )
    for one in wrong:
        talk(_("Line {line}: {why}").format(line=one["line"], why=one["error"]))
    return FAILED if wrong else 0
