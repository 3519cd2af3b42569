"""The one line that plans: shown as understood while it is typed, what speaks against its time said, then planned."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, NP_, _, in_a_row
from tuicrm.plain.recurring import rule_words
from tuicrm.sales import agenda
from tuicrm.sales.action_kinds import Kind
from tuicrm.sales.agenda import Clash, NewAction
from tuicrm.sales.agenda.against import all_against
from tuicrm.sales.agenda.called import unsure_words
from tuicrm.sales.agenda.kinds import as_read
from tuicrm.sales.agenda.sentence import Glance, Reading, glance
from tuicrm.sales.wording import words
from tuicrm.screens.agenda_rows import kind_word
from tuicrm.screens.drafts import about, keeper
from tuicrm.screens.pane import Pane
from tuicrm.widgets.fields import Field
from tuicrm.widgets.fields import Reading as Shown
from tuicrm.widgets.form_screen import FormScreen

PROMISES = {"ours": N_("we owe"), "theirs": N_("they owe")}
PRIORITIES = {1: NP_("priority", "high"), 2: N_("highest")}


def ask_plan(
    pane: Pane, name: str, *, customer_id: int | None = None, project_id: int | None = None, beginning: str = ""
) -> None:
    """Ask what is to be done and when, for a customer or project or whom the line names."""

    def read_kinds(found: tuple[agenda.KindRow, ...]) -> None:
        _open(pane, name, customer_id, project_id, beginning, as_read(found))

    pane.ask(agenda.kinds, then=read_kinds, slot="kinds")


def _open(
    pane: Pane, name: str, customer_id: int | None, project_id: int | None, beginning: str, kinds: tuple[Kind, ...]
) -> None:
    looked_up: dict[str, Reading] = {}
    known: list[str] = [""]

    def shown(text: str) -> Shown:
        found = looked_up.get(text)
        if found is None and text != known[0]:
            known[0] = text
            pane.ask(
                agenda.read_line, text, customer_id=customer_id, project_id=project_id,
                then=lambda read: look_again(text, read), slot="glance",
            )  # fmt: skip
        said = found or glance(text, pane.bridge.local_now, kinds=kinds)
        has_time = said.on is not None or said.at is not None
        return Shown(in_words(said, pane, found), ok=has_time or not text.strip())

    def look_again(text: str, read: Reading) -> None:
        looked_up.clear()
        looked_up[text] = read
        if screen.is_attached:
            screen.form.rows[0].reread()

    def send(said: dict[str, str], form: FormScreen) -> None:
        pane.ask(
            agenda.read_line, said["line"], customer_id=customer_id, project_id=project_id,
            then=lambda read: _check(pane, read, form, customer_id, project_id), slot="read",
        )  # fmt: skip

    title = _("Next for {name}").format(name=show(name)) if name else _("What, for whom, when?")
    hint = _("call fri 10:00 30m; visit in 2 weeks") if name else _("call Acme tomorrow 10:00; +project, @person")
    value = f"{beginning} " if beginning else ""
    field = Field("line", _("Plan"), required=True, hint=hint, read=shown, value=value)
    draft = keeper(pane, "action.plan", about(customer_id, project_id))
    screen = FormScreen(title, [field], _("Plan"), draft, send=send)
    pane.app.push_screen(screen)


def _check(pane: Pane, read: Reading, form: FormScreen, customer_id: int | None, project_id: int | None) -> None:
    """Look what speaks against the time; it is said with the plan, nothing is forbidden."""
    if read.trouble:
        form.refuse({"line": _("Not found, or not only once: {words}.").format(words=show(", ".join(read.trouble)))})
        return
    new = NewAction(
        read.kind or "task", read.subject, customer_id=read.customer_id or customer_id,
        project_id=read.project_id or project_id, contact_id=read.contact_id, on=read.on, at=read.at, grain=read.grain,
        minutes=read.minutes, promise=read.promise, owner_id=read.user_id, place=read.place, priority=read.priority,
        remind_minutes=read.remind_minutes, expected_cost_minor=read.cost_minor, contact_ids=read.contact_ids,
        user_ids=read.user_ids,
    )  # fmt: skip
    pane.ask(
        agenda.clashes, on=new.on, at=new.at, minutes=new.minutes,
        user_ids=(new.owner_id or pane.bridge.me.id, *new.user_ids),
        then=lambda found: _plan(pane, new, read.rule, found, form), slot="clashes",
    )  # fmt: skip


def _plan(pane: Pane, new: NewAction, rule: str | None, found: tuple[Clash, ...], form: FormScreen) -> None:
    against = all_against(found, pane.bridge.local_now)

    def said(made: Any) -> str:
        planned = made.planned[0] if rule else made
        sentence = _("Planned: {kind}, {when}, for {name}.").format(
            kind=kind_word(planned.kind), name=show(planned.about),
            when=formats.near_time(_local(planned.at, pane), planned.on, pane.bridge.today),
        )  # fmt: skip
        parts = [sentence, _("It comes again: {rule}.").format(rule=rule_words(rule)) if rule else "", against]
        return in_a_row(*(part for part in parts if part))

    more = (rule,) if rule else ()
    pane.act(
        agenda.plan_series if rule else agenda.plan, new, *more, then=lambda _made: form.done(),
        failed=lambda error: form.refuse({}, words(error)), said=said,
    )  # fmt: skip


def in_words(said: Glance, pane: Pane, found: Reading | None = None) -> str:
    """Say how a line was understood: `call, Fri 27 10:00, Anna Berg (Acme), 30 min, in Kiel, every Mon`.

    Args:
        found: whom and what the database knows by the names in it.
    """
    when = formats.near_time(said.at, said.on, pane.bridge.today)
    extras = said.extras
    parts = [kind_word(said.kind or "task"), when or _("when? give a day or a time")]
    if said.grain == "week" and said.on is not None:
        parts[1] = _("week of {day}").format(day=formats.day_short(said.on, pane.bridge.today))
    parts += _names(found) if found else []
    if extras.recurrence is not None:
        parts.append(rule_words(extras.recurrence.rule))
    if said.minutes:
        parts.append(formats.span(said.minutes))
    if extras.place:
        parts.append(_("at {place}").format(place=show(extras.place)))
    if extras.priority:
        parts.append(_(PRIORITIES[extras.priority]))
    if extras.remind_minutes is not None:
        parts.append(_("reminder {before} before").format(before=formats.span(extras.remind_minutes)))
    if extras.cost:
        parts.append(_("cost {amount}").format(amount=show(extras.cost)))
    if said.promise:
        parts.append(_(PROMISES[said.promise]))
    if said.subject:
        parts.append(show(said.subject))
    if found and found.unsure:
        return in_a_row(_("{sentence}.").format(sentence=", ".join(parts)), show(unsure_words(found.unsure)))
    return ", ".join(parts)


def _names(found: Reading) -> list[str]:
    """Name whom a line is with, and about which project or customer."""
    about_it = show(found.project or found.customer or "")
    people = [show(name) for name in (found.contact, found.user, *found.people) if name]
    if not people:
        return [about_it] if about_it else []
    people[-1] = f"{people[-1]} ({about_it})" if about_it else people[-1]
    return people


def _local(at: datetime | None, pane: Pane) -> datetime | None:
    return at.astimezone(ZoneInfo(pane.bridge.home.zone)) if at else None
