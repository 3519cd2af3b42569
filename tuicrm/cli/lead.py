"""`tuicrm lead`: take somebody in. Who is known gets another inquiry, who is new lies in the pool."""

import re
import sys
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tuicrm.cli.desk import desk, seat
from tuicrm.cli.errors import FAILED
from tuicrm.cli.intake import own_keys, print_taken, read_input, taken_dict
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsJson
from tuicrm.cli.output import document, progress, say, talk
from tuicrm.cli.reading import name_of
from tuicrm.cli.spoken import Spoken
from tuicrm.cli.telling import own_of
from tuicrm.plain.clean import line
from tuicrm.plain.language import _

if TYPE_CHECKING:
    from tuicrm.sales import intake
    from tuicrm.store.database import Desk

OPTIONS = {
    "contact": "--contact", "title": "--title", "phones": "--phone", "emails": "--email", "website": "--website",
    "city": "--city", "region": "--region", "country": "--country", "industry": "--industry", "class_key": "--class",
    "source": "--source", "campaign": "--campaign", "message": "--message", "note": "--note",
    "referrer": "--referrer", "project": "--project", "consent": "--consent",
}  # fmt: skip
"""Field of a lead -> its option. Whatever a column or a form may call a field, the option may be called, too."""


class LeadWords(Spoken):
    """`lead add`: --tel is --phone, --company is the name, and city=Leeds is --city Leeds, as in `customer edit`."""

    def in_our_words(self, words: list[str], kinds: Mapping[str, str]) -> list[str]:
        """Give the words with options as this command calls them."""
        found: list[str] = []
        may_be_fact = True  # a later one may be part of a message
        for nth, word in enumerate(words):
            name, equals, value = word.partition("=")
            if word == "--":
                return found + words[nth:]
            is_option = name.startswith("--")
            field = _field(name) if name not in kinds and (is_option or (equals and may_be_fact)) else None
            may_be_fact = may_be_fact and not is_option
            if field == "name":
                found += [value] if equals else []
            elif field in OPTIONS:
                found += [OPTIONS[field], value] if equals else [OPTIONS[field]]
            else:
                found.append(word)
        return found

    def needs_no_name(self, words: list[str]) -> bool:
        """Say whether what is pasted names them."""
        return "--paste" in words


def _field(name: str) -> str | None:
    from tuicrm.exchange.lead_fields import known_field

    return known_field(name.removeprefix("--"))


app = noun(LeadWords)


@app.command(
    help=_(
        "Take in: tuicrm lead add Acme Ltd --source phone --contact Ann Lee --phone 0113 496 0142 --message a demo?; "
        "- for many"
    )
)
def add(
    ctx: typer.Context,
    name: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]", help=_("The company; none for a person; - for many lines.")),
    ] = None,
    source: Annotated[
        str,
        typer.Option(
            "--source",
            help=_("The channel: see `tuicrm source list`; of many, for lines without a channel or campaign."),
        ),
    ] = "",
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
    paste: Annotated[
        bool, typer.Option("--paste", help=_("Read a signature, a card or a chat on standard input."))
    ] = False,
    json: AsJson = False,
) -> None:
    """Take somebody in, or many on standard input."""
    if name == ["-"]:
        raise typer.Exit(_add_many(ctx, source, campaign, as_json=json))
    from tuicrm.sales import intake

    at = desk(ctx)
    written = line(name_of(name or []))
    if paste:
        read = _understood(at, _pasted())
    else:
        read = _read_name(at, written) if SAYS_MORE.search(written) else None
    said = intake.Lead(
        name=written if paste or read is None else "",
        source=source,
        campaign=campaign,
        contact=contact,
        title=title,
        phones=tuple(phone or ()),
        emails=tuple(email or ()),
        website=website or (written if DOMAIN.fullmatch(written) else ""),
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
    lead = said if read is None else _both(said, read)
    print_taken(at.write(intake.take_in, lead), as_json=json)


REACHED = r"(?:\+?(?:\d[\s()/.-]{0,3}){7,}|<?\S+@\S+\.\w+>?)"
SAYS_MORE = re.compile(rf"{REACHED}|://|\bwww\.")
"""A name with a phone, a mail or an address of the web in it is read as what is pasted into the box of the screens."""
DOMAIN = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}")


def _pasted() -> str:
    from tuicrm.exchange.encoding import decode

    return decode(read_input())[0]


def _understood(at: "Desk", text: str) -> "intake.Lead | None":
    """Give what a text says of somebody; None where it says no more than a name."""
    from tuicrm.sales.understanding import lead_of, understood

    read = at.read(understood, text).pasted
    if read.is_list:
        raise typer.BadParameter(
            _("These are many: `tuicrm lead add -` reads CSV with a header, JSON lines and vCards."),
            param_hint=_("standard input"),
        )
    lead = lead_of(read)
    if lead.website and not (lead.name or lead.contact or lead.phones or lead.emails):
        return replace(lead, name=re.sub(r"^\w+://|^www\.|[/?#].*", "", lead.website.replace("://www.", "://")))
    return lead if lead.phones or lead.emails or lead.website or lead.contact else None


def _read_name(at: "Desk", text: str) -> "intake.Lead | None":
    """Read `Vantage Tooling 0113 496 0142 price of PX-200`: what stands behind phone and mail is what they ask for.

    Two words that may be a person's name as well are the company's, as NAME is.
    """
    *_others, end = (0, *(match.end() for match in re.finditer(REACHED, text)))
    lead = _understood(at, text[:end] if end else text)
    wanted = line(text[end:]).strip(" ,;，；.") if end else ""
    if lead is None or not (lead.phones or lead.emails or lead.website):
        return None
    if not lead.name and "<" not in text and lead.contact.isascii():
        lead = replace(lead, name=lead.contact, contact="")
    return replace(lead, message="\n".join(one for one in (lead.message, wanted) if one))


def _both(said: "intake.Lead", read: "intake.Lead") -> "intake.Lead":
    """Let what was said by an option stand before what was read."""
    values = {one.name: getattr(said, one.name) or getattr(read, one.name) for one in fields(said)}
    lists: dict[str, Any] = {name: getattr(said, name) + getattr(read, name) for name in ("phones", "emails")}
    return replace(said, **values | lists)


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
