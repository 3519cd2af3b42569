"""Planning and recording actions by one line of text, from any screen."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, in_a_row
from tuicrm.sales import agenda
from tuicrm.sales.action_kinds import KIND, outcome_word
from tuicrm.sales.agenda import NewAction, telling
from tuicrm.sales.agenda.kinds import as_read
from tuicrm.sales.agenda.sentence import Reading, glance
from tuicrm.sales.agenda.telling import Told
from tuicrm.sales.wording import words
from tuicrm.screens.drafts import about, keeper
from tuicrm.screens.next_step import offer_next
from tuicrm.screens.own_entries import Own, with_own
from tuicrm.screens.pane import Pane
from tuicrm.screens.plan_line import ask_plan
from tuicrm.screens.telling import Send, TellScreen
from tuicrm.store.errors import Refused
from tuicrm.widgets.draft_keeper import DraftKeeper

PROMISES = {"ours": N_("we owe"), "theirs": N_("they owe")}
CHANGED = {
    "amount_minor": N_("Amount changed."),
    "expected_on": N_("Close moved."),
    "need": N_("Need kept."),
    "wrong": N_("Number marked as wrong."),
    "closed": N_("Not to be called any more."),
}


def plan_for_project(pane: Pane, project_id: int, name: str) -> None:
    """Ask what is to be done for a project and when, and plan it."""
    ask_plan(pane, name, project_id=project_id)


def plan_for_customer(pane: Pane, customer_id: int, name: str) -> None:
    """Ask what is to be done for a customer and when, and plan it."""
    ask_plan(pane, name, customer_id=customer_id)


def plan_anything(pane: Pane, beginning: str = "") -> None:
    """Ask what is to be done, for whom and when, and plan it; the line names the customer or the project.

    Args:
        beginning: what stands in the line already, such as the time of the slot under the cursor.
    """
    ask_plan(pane, "", beginning=beginning)


def record(
    pane: Pane, action_id: int, kind: str, name: str, *, customer_id: int | None = None,
    project_id: int | None = None, text: str = "",
) -> None:  # fmt: skip
    """Ask what came of a planned action: a digit, or a sentence with all that was said and what is next.

    Args:
        text: what was typed the last time, perhaps on another machine.
    """

    had: list[Own] = [()]

    def act(told: Told, off: frozenset[int], form: TellScreen) -> None:
        with_own(
            pane, _titled(title, told, off), form.context, told.outcome(off), had, partial(keep, told, off), form.again,
            done=form.done, failed=partial(_refused, form, told),
        )  # fmt: skip

    def keep(told: Told, off: frozenset[int], own: Own, **ends: Any) -> None:
        pane.act(
            agenda.done, action_id, outcome=told.outcome(off), note=told.note(off), next_action=told.next(off),
            also=replace(told.also(off), must_go_on=True, own=own), said=said_done, **ends,
        )  # fmt: skip

    title = _("{kind}: {name}. What came of it?").format(kind=kind_word(kind), name=show(name))
    draft = keeper(pane, "action.done", str(action_id))
    about_it = {"action": action_id, "kind": kind, "name": name, "customer_id": customer_id, "project_id": project_id}
    _tell(pane, title, kind, act, draft, customer_id=customer_id, project_id=project_id, about_it=about_it, text=text)


def record_for(pane: Pane, name: str, *, customer_id: int | None = None, project_id: int | None = None) -> None:
    """Ask what was done for a customer or project without having been planned, and put it on record."""

    had: list[Own] = [()]

    def act(told: Told, off: frozenset[int], form: TellScreen) -> None:
        kind = glance(told.text, _now(pane), kinds=as_read(form.context.kinds)).kind or "call"
        with_own(
            pane, _titled(title, told, off), form.context, told.outcome(off), had,
            partial(keep, kind, told, off), form.again, kind=kind, done=form.done, failed=partial(_refused, form, told),
        )  # fmt: skip

    def keep(kind: str, told: Told, off: frozenset[int], own: Own, **ends: Any) -> None:
        pane.act(
            agenda.log, NewAction(kind, customer_id=customer_id, project_id=project_id), outcome=told.outcome(off),
            note=told.note(off), next_action=told.next(off), also=replace(told.also(off), must_go_on=True, own=own),
            said=said_done, **ends,
        )  # fmt: skip

    draft = keeper(pane, "action.log", about(customer_id, project_id))
    title = _("{name}: what was done?").format(name=show(name))
    _tell(pane, title, "call", act, draft, customer_id=customer_id, project_id=project_id)


def _tell(
    pane: Pane, title: str, kind: str, act: Send, draft: DraftKeeper, *, customer_id: int | None,
    project_id: int | None, about_it: dict[str, Any] | None = None, text: str = "",
) -> None:  # fmt: skip
    def opened(context: telling.Context) -> None:
        pane.app.push_screen(TellScreen(title, context, _now(pane), act, draft, about=about_it, text=text))

    pane.ask(
        telling.context, kind=kind, customer_id=customer_id, project_id=project_id, then=opened, slot="tell", opens=True
    )


def _titled(title: str, told: Told, off: frozenset[int]) -> str:
    return _("{title} {outcome}").format(title=title, outcome=outcome_word(told.outcome(off)))


def _refused(form: TellScreen, told: Told, error: Exception) -> None:
    """Say why it is not done; where only a next step is missing, offer what is likely."""
    if not (isinstance(error, Refused) and error.code == "next_missing"):
        form.refuse(words(error))
        return
    form.refuse(words(error))
    offer_next(form.app, str(error.facts["name"]), said_so_far(told), form.go_on)


def said_so_far(told: Told) -> str:
    """Give the sentence as one that can be gone on with: a digit becomes the word of its outcome."""
    text = told.text.strip()
    return outcome_word(told.outcome()) if not text or text.isdecimal() else text


def said_done(done: Any) -> str:
    """Say what came of it, what else was done with it, and what is next."""
    sentence = _("{name}: {outcome}.").format(name=show(done.about), outcome=outcome_word(done.outcome))
    if done.most_tries and done.tries:
        tried = _("{name}: {outcome} ({n} of {most}).")
        sentence = tried.format(name=show(done.about), outcome=outcome_word(done.outcome), n=done.tries,
                                most=done.most_tries)  # fmt: skip
    said = [sentence]
    if done.next is not None:
        kind, day = kind_word(done.next.kind), formats.day(done.next.on)
        said.append(_("Next: {kind} on {day}.").format(kind=kind, day=day))
    return in_a_row(*said, also_done(done))


def also_done(done: Any) -> str:
    """Say what else an outcome did: promises planned, the pool, the project, the phone."""
    said = [_("{n} more planned.").format(n=len(done.planned))] if done.planned else []
    if done.is_released:
        said.append(_("Given back to the pool."))
    said += [_(CHANGED[what]) for what in done.changed if what in CHANGED]
    return in_a_row(*said)


def _trouble(read: Reading) -> str:
    return _("Not found, or not only once: {words}.").format(words=show(", ".join(read.trouble)))


def _now(pane: Pane) -> datetime:
    return pane.bridge.local_now


def _local(at: datetime | None, pane: Pane) -> datetime | None:
    return at.astimezone(ZoneInfo(pane.bridge.home.zone)) if at else None


def kind_word(kind: str) -> str:
    """Name a kind of action; one of the team's own by its key."""
    return _(KIND[kind].word) if kind in KIND else show(kind)
