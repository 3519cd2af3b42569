"""`tuicrm pair`: who learns from whom this week, what came of it, and what it is worth."""

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, emit_card, settled, talk
from tuicrm.cli.reading import day, name_of
from tuicrm.plain.clean import show as shown
from tuicrm.plain.language import _, ngettext

if TYPE_CHECKING:
    from tuicrm.sales.pairing import Made
    from tuicrm.store.database import Desk

app = noun()

Key = Annotated[int, typer.Argument(metavar="NUMBER", help=_("The number of the pair, from the list."))]
Week = Annotated[
    str | None, typer.Option("--week", metavar="DATE", help=_("Any day of the week; from Friday on the next one."))
]
Reason = Annotated[str, typer.Option("--reason", help=_("Why."))]
Note = Annotated[str | None, typer.Option("--note", help=_("What was learned, for the playbook of the stage."))]

PROPOSED = (
    Column("learner", _("Learner")),
    Column("partner", _("Partner")),
    Column("stage", _("Stage")),
    Column("on", _("Day")),
    Column("at", _("Time")),
    Column("learner_went_on", _("Went on"), "right"),
    Column("learner_settled", _("of"), "right"),
    Column("partner_went_on", _("Went on"), "right"),
    Column("partner_settled", _("of"), "right"),
)
SAID = (*PROPOSED[:5], Column("why", _("Why"), value=lambda one: _why(one)))
COLUMNS = (
    Column("id", _("Number"), "right"),
    Column("week_on", _("Week"), value=lambda row: row.talk_on),
    Column("learner", _("Learner")),
    Column("partner", _("Partner")),
    Column("stage", _("Stage")),
    Column("state", _("State")),
    Column("on", _("Day"), value=lambda row: row.met_on or row.on),
    Column("at", _("Time"), value=lambda row: row.at if row.state == "planned" else None),
    Column("is_later", _("By lot later")),
    Column("has_sheet", _("Sheet")),
    Column("note_state", _("Note is")),
    Column("note", _("Note")),
)


def _of_row(column: Column, card: Any) -> object:
    return column.of(card.row)


CARD = (
    *(Column(one.name, one.title, value=partial(_of_row, one)) for one in COLUMNS),
    Column("went_well", _("What went well"), value=lambda card: card.sheet and card.sheet.went_well),
    Column("was_hard", _("What was hard"), value=lambda card: card.sheet and card.sheet.was_hard),
    Column("asked", _("What was asked"), value=lambda card: card.sheet and card.sheet.asked),
    Column("to_try", _("One thing to try"), value=lambda card: card.sheet and card.sheet.to_try),
    Column("note_number", _("Version of the playbook"), "right", value=lambda card: card.row.note_number),
    Column("note_answer", _("Answer to the note")),
    Column("end_reason", _("Reason"), value=lambda card: card.row.end_reason),
    Column("made_by", _("Made by")),
)


@app.command("list", help=_("List the pairs that you may see: your own, your team's, all."))
def list_(
    ctx: typer.Context,
    state: Annotated[str | None, typer.Option("--state", help=_("planned, met, skipped or cancelled"))] = None,
    note: Annotated[str | None, typer.Option("--note", help=_("proposed, accepted or declined"))] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help=_("How many at most."))] = 200,
    json: AsJson = False, csv: AsCsv = False, ids: AsIds = False, plain: AsPlain = False,
) -> None:  # fmt: skip
    """List pairs."""
    from tuicrm.sales import pairing

    _one_of(state, ("planned", "met", "skipped", "cancelled"), "--state")
    _one_of(note, ("proposed", "accepted", "declined"), "--note")
    found = desk(ctx).read(pairing.listing, state=state, note_state=note, limit=limit)
    emit(found.rows, COLUMNS, form(json=json, csv=csv, ids=ids, plain=plain), empty=_("No pair."))
    if found.measured_since is not None and not (json or csv or ids or plain):
        talk(_("Measured since {day}: half of the pairs, by lot, talk {weeks} weeks later.").format(
            day=found.measured_since, weeks=found.wait_weeks
        ))  # fmt: skip


@app.command(help=_("Propose pairs of this week and say why; nothing is written."))
def propose(
    ctx: typer.Context, week: Week = None, json: AsJson = False, csv: AsCsv = False, plain: AsPlain = False
) -> None:
    """Propose pairs."""
    from tuicrm.sales import pairing

    found = desk(ctx).read(pairing.propose, day(week, "--week"))
    as_ = form(json=json, csv=csv, plain=plain)
    empty = _("Nobody to propose: too few settled projects, or no difference beyond luck. See: tuicrm pair make --help")
    emit(found, PROPOSED if as_ in ("json", "csv") else SAID, as_, empty=empty)


@app.command(help=_("Make pairs: all that are proposed, or one of your choice by --learner, --partner and --stage."))
def make(
    ctx: typer.Context,
    week: Week = None,
    learner: Annotated[str | None, typer.Option("--learner", metavar="USER", help=_("Who is to learn."))] = None,
    partner: Annotated[str | None, typer.Option("--partner", metavar="USER", help=_("From whom."))] = None,
    stage: Annotated[str | None, typer.Option("--stage", help=_("Which stage they talk about."))] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Say who would talk when; nothing changes."))] = False,
    json: AsJson = False,
) -> None:
    """Make pairs."""
    from tuicrm.cli.stage import find_stage, stages_of
    from tuicrm.sales import pairing, people

    at = desk(ctx)
    choices: tuple[Any, ...] = ()
    if learner or partner or stage:
        if not (learner and partner and stage):
            raise typer.BadParameter(_("A pair of your own choice needs --learner, --partner and --stage."))
        stage_id = find_stage(stages_of(at, None), stage)
        choices = (pairing.Choice(at.read(people.find, learner).id, at.read(people.find, partner).id, stage_id),)
    on = day(week, "--week")
    made = at.read(pairing.planned, choices, on) if dry_run else at.write(pairing.make, choices, on)
    if json:
        document([_as_dict(one) for one in made])
        return
    for one in made:
        _tell(one)
    if dry_run:
        talk(_("Nothing was changed."))


@app.command(help=_("Show a pair; the sheet only to the two."))
def show(ctx: typer.Context, number: Key, json: AsJson = False) -> None:
    """Show a pair."""
    from tuicrm.sales import pairing

    emit_card(desk(ctx).read(pairing.card, number), CARD, "json" if json else "auto")


@app.command(help=_("Fill the sheet of your talk: --well, --hard, --ask, --try; with it the talk is done."))
def fill(
    ctx: typer.Context,
    number: Key,
    well: Annotated[str | None, typer.Option("--well", help=_("What went well."))] = None,
    hard: Annotated[str | None, typer.Option("--hard", help=_("What was hard."))] = None,
    ask: Annotated[str | None, typer.Option("--ask", help=_("What was asked."))] = None,
    try_: Annotated[str | None, typer.Option("--try", help=_("One thing to try."))] = None,
    note: Note = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("When you talked; today."))] = None,
    json: AsJson = False,
) -> None:
    """Fill the sheet."""
    from tuicrm.sales import pairing

    at = desk(ctx)
    at.write(pairing.fill, number, pairing.Sheet(well, hard, ask, try_), note=note, met_on=day(on, "--on"))
    _said(at, number, _("Sheet kept: {learner} and {partner} talked about {stage}."), as_json=json)


@app.command(help=_("Let this talk go; the two may be paired again."))
def skip(
    ctx: typer.Context, number: Key,
    reason: Reason = "", json: AsJson = False,
) -> None:  # fmt: skip
    """Skip a talk."""
    from tuicrm.sales import pairing

    at = desk(ctx)
    at.write(pairing.skip, number, reason)
    _said(at, number, _("Skipped: {learner} and {partner}. They may be paired again."), as_json=json)


@app.command(help=_("Call a pair off for good; the two are not proposed again."))
def cancel(
    ctx: typer.Context, number: Key,
    reason: Reason = "", json: AsJson = False,
) -> None:  # fmt: skip
    """Call a pair off."""
    from tuicrm.sales import pairing

    at = desk(ctx)
    at.write(pairing.cancel, number, reason)
    _said(at, number, _("Called off: {learner} and {partner}."), as_json=json)


@app.command(help=_("Propose to the playbook what was learned: tuicrm pair note 3 ask for the budget first"))
def note(
    ctx: typer.Context, number: Key,
    words: Annotated[list[str], typer.Argument(help=_("What everybody should know."))], json: AsJson = False,
) -> None:  # fmt: skip
    """Propose a note."""
    from tuicrm.sales import pairing

    at = desk(ctx)
    at.write(pairing.note, number, name_of(words))
    _said(at, number, _("Proposed to the playbook of {stage}. A manager decides."), as_json=json)


@app.command(help=_("Take a note into the playbook of its stage, as its next version."))
def accept(
    ctx: typer.Context, number: Key,
    text: Annotated[str | None, typer.Option("--text", help=_("The note as it is to stand there."))] = None,
    json: AsJson = False,
) -> None:  # fmt: skip
    """Accept a note."""
    from tuicrm.sales import pairing

    done = desk(ctx).write(pairing.accept, number, text)
    if json:
        document({"id": done.pair_id, "stage": done.stage, "playbook": done.number})
    else:
        talk(_("In the playbook of {stage}, version {number}.").format(stage=shown(done.stage), number=done.number))


@app.command(help=_("Leave a note out of the playbook, with a word why."))
def decline(
    ctx: typer.Context, number: Key,
    reason: Reason = "", json: AsJson = False,
) -> None:  # fmt: skip
    """Decline a note."""
    from tuicrm.sales import pairing

    at = desk(ctx)
    at.write(pairing.decline, number, reason)
    _said(at, number, _("Declined; {learner} and {partner} see why."), as_json=json)


@app.command(help=_("Measure from now on: half of each week's pairs, by lot, talk some weeks later."))
def measure(
    ctx: typer.Context,
    wait: Annotated[int, typer.Option("--wait", metavar="WEEKS", help=_("How long half of them waits."))] = 4,
    end: Annotated[bool, typer.Option("--end", help=_("Draw no lot any more."))] = False,
    json: AsJson = False,
) -> None:
    """Measure pairs, or stop."""
    from tuicrm.sales import pairing

    at = desk(ctx)
    made = at.write(pairing.measure_end) if end else at.write(pairing.measure, wait_weeks=wait)
    if json:
        document({"programme": made, "ended": end, "wait_weeks": None if end else wait})
    elif end:
        talk(_("No lot is drawn any more; what was measured stays."))
    else:
        text = ngettext(
            "Measured: half of the pairs, by lot, talk {count} week later.",
            "Measured: half of the pairs, by lot, talk {count} weeks later.", wait,
        )  # fmt: skip
        talk(text.format(count=wait))


@app.command(help=_("What pairs are worth: before and after, and against those who wait (tuicrm report pairs)."))
def effect(ctx: typer.Context, json: AsJson = False, csv: AsCsv = False, plain: AsPlain = False) -> None:
    """Say what pairs are worth."""
    from tuicrm.cli.report_answer import print_answer
    from tuicrm.sales.analysis.questions import answer

    print_answer(desk(ctx).read(answer, "pairs"), settled(form(json=json, csv=csv, plain=plain)))


def _one_of(given: str | None, known: tuple[str, ...], option: str) -> None:
    if given is not None and given not in known:
        said = _("{given} is none of: {known}.").format(given=given, known=", ".join(known))
        raise typer.BadParameter(said, param_hint=option)


def _why(one: Any) -> str:
    from tuicrm.sales.pairing.words import why

    return why(one.learner, one.partner, one.stage)


def _as_dict(one: "Made") -> dict[str, Any]:
    return {
        "id": one.id or None, "learner": one.learner, "partner": one.partner, "stage": one.stage, "on": one.on,
        "at": one.at, "is_later": one.is_later,
    }  # fmt: skip


def _tell(one: "Made") -> None:
    from tuicrm.sales.pairing.words import made

    talk(made(one))


def _said(at: "Desk", number: int, sentence: str, *, as_json: bool) -> None:
    from tuicrm.sales import pairing

    card = at.read(pairing.card, number)
    if as_json:
        document({column.name: column.of(card) for column in CARD})
        return
    row = card.row
    talk(sentence.format(learner=shown(row.learner), partner=shown(row.partner), stage=shown(row.stage)))
