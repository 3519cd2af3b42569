"""A sentence on the command line about what came of an action, read as on the screen."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import typer

from tuicrm.cli.desk import desk, seat
from tuicrm.cli.output import document, say, talk
from tuicrm.cli.reading import minor
from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, strung

if TYPE_CHECKING:
    from tuicrm.sales.agenda.telling import Told
    from tuicrm.sales.fields import OwnField


def put_on_record(
    ctx: typer.Context, action_id: int, text: str, *, minutes: int | None = None, cost: str | None = None,
    need: str = "", without_next: str = "", own: list[str] | None = None, json: bool = False,
) -> None:  # fmt: skip
    """Put a planned action on record by a sentence, and say how it was understood."""
    from tuicrm.sales import agenda
    from tuicrm.sales.agenda import telling

    at, me = desk(ctx), seat(ctx).me
    known = at.read(agenda.find, action_id)
    context = at.read(telling.context, kind=known.kind, customer_id=known.customer_id, project_id=known.project_id)
    told = telling.tell(text, local_now(ctx), context)
    refuse_without_when(told)
    refuse_lone_number(told)
    also = told.also()
    also = replace(also, need=need or also.need, without_next=without_next or also.without_next, must_go_on=True,
                   own=own_asked(context.asked(told.outcome()), own, json=json))  # fmt: skip
    finished = at.write(
        agenda.done, action_id, outcome=told.outcome(), note=told.note(), minutes=minutes,
        cost_minor=minor(cost, me.home.currency, "--cost"), next_action=told.next(), also=also,
    )  # fmt: skip
    if json:
        document(as_dict(finished))
        return
    talk(in_words(ctx, finished))
    if finished.next is not None:
        say(str(finished.next.action_id))


def own_of(said: list[str] | None) -> tuple[tuple[str, str], ...]:
    """Read `KEY=VALUE`, as often as it is said."""
    pairs = [one.partition("=") for one in said or ()]
    if wrong := next((key for key, sign, _value in pairs if not (sign and key.strip())), None):
        raise typer.BadParameter(_("Write “{text}” as KEY=VALUE.").format(text=wrong), param_hint="--field")
    return tuple((key.strip(), value) for key, _sign, value in pairs)


def own_asked(fields: "Sequence[OwnField]", said: list[str] | None, *, json: bool) -> tuple[tuple[str, str], ...]:
    """Give what was said in own fields; who sits at the terminal is asked for the rest, and enter leaves one out."""
    from tuicrm.plain.names import folded

    known = own_of(said)
    if json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return known
    given = {folded(key) for key, _value in known}
    asked = [one for one in fields if not given & {folded(one.key), folded(one.name)}]
    return (*known, *((one.key, text) for one in asked if (text := _asked(one))))


def _asked(field: "OwnField") -> str:
    listed = f" ({', '.join(map(show, field.choices))})" if field.choices else ""
    return str(typer.prompt(f"{show(field.name)}{listed}", default="", show_default=False, err=True)).strip()


def refuse_without_when(told: "Told") -> None:
    """Refuse a next step without a day: it would be planned for nobody knows when."""
    if told.lacks_when():
        raise typer.BadParameter(_("When is the next step? Give a day or a time after “then”."), param_hint="WORDS")


def refuse_lone_number(told: "Told") -> None:
    """Refuse a number that stands for no outcome: it would be put on record as done."""
    if told.text.isdecimal() and not any(tick.what == "outcome" for tick in told.ticks):
        said = _("{number} stands for no outcome. `tuicrm outcome list` shows them.")
        raise typer.BadParameter(said.format(number=told.text), param_hint="WORDS")


def as_dict(done: Any) -> dict[str, object]:
    """Give an action on record as scripts get it."""
    return {
        "id": done.action_id, "kind": done.kind, "outcome": done.outcome, "about": done.about,
        "next": planned_dict(done.next) if done.next else None, "planned": [planned_dict(one) for one in done.planned],
        "tries": done.tries, "released": done.is_released, "changed": done.changed,
    }  # fmt: skip


def in_words(ctx: typer.Context, done: Any) -> str:
    """Say what came of it and what is next, each on a line."""
    from tuicrm.sales.action_kinds import outcome_word

    lines = [_("{name}: {outcome}.").format(name=done.about, outcome=outcome_word(done.outcome))]
    if done.next is not None:
        lines.append(_("Next: {what}").format(what=planned_in_words(ctx, done.next)))
    lines += [_("Planned: {what}").format(what=planned_in_words(ctx, one)) for one in done.planned]
    if done.is_released:
        lines.append(_("Given back to the pool."))
    return "\n".join(lines)


def local_now(ctx: typer.Context) -> datetime:
    """Give this moment in the team's time zone."""
    from zoneinfo import ZoneInfo

    return desk(ctx).clock().astimezone(ZoneInfo(seat(ctx).me.home.zone))


def planned_dict(planned: Any) -> dict[str, object]:
    """Give a step that was planned as JSON has it."""
    return {
        "id": planned.action_id, "kind": planned.kind, "subject": planned.subject, "on": planned.on, "at": planned.at,
        "about": planned.about,
    }  # fmt: skip


def planned_in_words(ctx: typer.Context, planned: Any) -> str:
    """Say how a step was understood: `call, Tue 24 Nov 10:00, Acme: the offer`."""
    from tuicrm.sales.action_kinds import KIND

    now = local_now(ctx)
    time = formats.clock(planned.at.astimezone(now.tzinfo)) if planned.at else ""
    when = " ".join(part for part in (formats.day_short(planned.on, now.date()), time) if part)
    kind = _(KIND[planned.kind].word) if planned.kind in KIND else planned.kind
    said = strung((kind, when, planned.about))
    return f"{said}: {planned.subject}" if planned.subject and planned.subject != planned.about else said
