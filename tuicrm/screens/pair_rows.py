"""What pairs look like: a row for each, the facts of the one under the cursor, and what is to be done next."""

from datetime import date, datetime

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.sales.pairing import PairCard, PairList, PairRow, Proposal
from tuicrm.sales.pairing.words import NOTE_STATES, STATES
from tuicrm.sales.pairing.words import why as said_why
from tuicrm.widgets.row import Cell, Column, Row
from tuicrm.widgets.tones import Tone

TONES: dict[str, Tone] = {"planned": "text", "met": "good", "skipped": "dim", "cancelled": "dim"}


def columns() -> tuple[Column, ...]:
    """Lay out the list."""
    return (
        Column("learner", _("Learner"), flex=1), Column("partner", _("Partner"), flex=1),
        Column("stage", _("Stage"), width=12, narrow=2), Column("when", _("When"), width=16, narrow=2),
        Column("state", _("State"), width=18, narrow=2),
    )  # fmt: skip


def row(one: PairRow, me: int, now: datetime) -> Row:
    """Make the row of a pair; one's own stand out."""
    mine: Tone = "strong" if me in (one.learner_id, one.partner_id) else "text"
    cells = (
        Cell(show(one.learner), mine), Cell(show(one.partner), mine), show(one.stage), _when(one, now),
        Cell(state(one), _tone(one, now)),
    )  # fmt: skip
    return Row(one.id, cells)


def state(one: PairRow) -> str:
    """Say how a pair stands, and its note before anything else."""
    if one.note_state is not None:
        return _(NOTE_STATES[one.note_state])
    if one.is_off:
        return _("entry called off")
    return _("waits by lot") if one.is_later and one.state == "planned" else _(STATES[one.state])


def _tone(one: PairRow, now: datetime) -> Tone:
    late = one.state == "planned" and one.on is not None and one.on < now.date()
    return "late" if late else "still" if one.note_state == "proposed" or one.is_off else TONES[one.state]


def _when(one: PairRow, now: datetime) -> str:
    if one.met_on is not None:
        return formats.near_day(one.met_on, now.date())
    return _moment(one.on, one.at, now)


def _moment(on: date | None, at: datetime | None, now: datetime) -> str:
    if on is None:
        return _("no day in common")
    day = formats.near_day(on, now.date())
    return day if at is None else f"{day} {formats.clock(at.astimezone(now.tzinfo))}"


def proposal(key: int, one: Proposal, now: datetime) -> Row:
    """Make the row of two who are proposed."""
    cells = (show(one.learner), show(one.partner), show(one.stage), _moment(one.on, one.at, now), _("proposed"))
    return Row(key, cells)


def why(one: Proposal) -> str:
    """Say why two are proposed."""
    return said_why(one.learner, one.partner, one.stage)


def measured(found: PairList, today: date) -> str:
    """Say whether pairs are measured."""
    if found.measured_since is None:
        return _("not measured")
    return _("measured since {day}").format(day=formats.day(found.measured_since, today))


def named(text: str, one: PairRow) -> str:
    """Put the names of a pair into a sentence."""
    return text.format(learner=show(one.learner), partner=show(one.partner), stage=show(one.stage))


def detail(card: PairCard, *, presenting: bool) -> list[str]:
    """Tell a pair: what it is about, the sheet to the two, the note to all who see the pair."""
    one = card.row
    by_hand = _("Chosen by {name}.").format(name=show(card.made_by or "?"))
    lines = [said_why(one.learner, one.partner, one.stage) if one.is_by_figures else by_hand]
    if card.sheet is not None and one.has_sheet and not presenting:
        said = (
            (_("What went well"), card.sheet.went_well), (_("What was hard"), card.sheet.was_hard),
            (_("What was asked"), card.sheet.asked), (_("One thing to try"), card.sheet.to_try),
        )  # fmt: skip
        lines += [f"{label}: {_one_line(text)}" for label, text in said if text]
    elif one.has_sheet:
        lines.append(_("The sheet is filled; it is for the two alone."))
    if one.note:
        lines.append(_("Note: {note}").format(note=_one_line(one.note)))
    if card.note_answer:
        lines.append(_("Answer: {text}").format(text=_one_line(card.note_answer)))
    if one.end_reason:
        lines.append(_("Reason: {text}").format(text=_one_line(one.end_reason)))
    return lines


def _one_line(text: str) -> str:
    return show(text.replace("\n", " / "))


def next_step(one: PairRow, me: int, *, may_decide: bool) -> str:
    """Say what can be done with a pair now."""
    is_mine = me in (one.learner_id, one.partner_id)
    if one.note_state == "proposed" and may_decide:
        return _("enter decides about the note: into the playbook, or not.")
    if one.note_state == "accepted":
        return _("The note stands in the playbook of {stage}, version {number}.").format(
            stage=show(one.stage), number=one.note_number
        )
    if is_mine and one.state == "planned":
        return _("Talked? enter fills the sheet, and the talk is done.")
    if is_mine and one.state == "met":
        return _("enter shows the sheet; what was learned can be proposed to the playbook.")
    return named(_("{learner} and {partner} on {stage}."), one)
