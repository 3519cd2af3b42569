"""Planning and recording actions by one line of text, from any screen."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _
from tuicrm.sales import agenda
from tuicrm.sales.action_kinds import KIND, OUTCOME, OUTCOMES
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.agenda.sentence import Glance, Reading, glance, in_two
from tuicrm.sales.wording import words
from tuicrm.screens.drafts import about, keeper
from tuicrm.screens.pane import Pane
from tuicrm.widgets.draft_keeper import DraftKeeper
from tuicrm.widgets.fields import Field
from tuicrm.widgets.fields import Reading as Shown
from tuicrm.widgets.form_screen import FormScreen

PROMISES = {"ours": N_("we owe"), "theirs": N_("they owe")}


def plan_for_project(pane: Pane, project_id: int, name: str) -> None:
    """Ask what is to be done for a project and when, and plan it."""
    _plan(pane, name, project_id=project_id)


def plan_for_customer(pane: Pane, customer_id: int, name: str) -> None:
    """Ask what is to be done for a customer and when, and plan it."""
    _plan(pane, name, customer_id=customer_id)


def plan_anything(pane: Pane) -> None:
    """Ask what is to be done, for whom and when, and plan it; the line names the customer or the project."""
    _plan(pane, "")


def record(
    pane: Pane, action_id: int, kind: str, name: str, *, customer_id: int | None = None, project_id: int | None = None
) -> None:
    """Ask what came of a planned action: a digit, or a sentence that may go on with `then ...`.

    With the customer or project that it is about, the sentence may name its contacts: `then call @novak fri`.
    """

    def act(read: Reading, form: FormScreen) -> None:
        following = _following(read.next, form) if read.next else None
        if read.next is not None and following is None:
            return
        pane.act(
            agenda.done, action_id, outcome=read.outcome or "done", note=read.subject, next_action=following,
            then=lambda _done: form.done(), failed=lambda error: form.refuse({}, words(error)), said=_said_done,
        )  # fmt: skip

    title = _("{kind}: {name}. What came of it?").format(kind=_(KIND[kind].word), name=show(name))
    _ask_outcome(pane, title, act, keeper(pane, "action.done", str(action_id)), customer_id, project_id)


def record_for(pane: Pane, name: str, *, customer_id: int | None = None, project_id: int | None = None) -> None:
    """Ask what was done for a customer or project without having been planned, and put it on record."""

    def act(read: Reading, form: FormScreen) -> None:
        following = _following(read.next, form) if read.next else None
        if read.next is not None and following is None:
            return
        kind = glance(read.subject, _now(pane)).kind or "call"
        pane.act(
            agenda.log, NewAction(kind, customer_id=customer_id, project_id=project_id),
            outcome=read.outcome or "done", note=read.subject, next_action=following, said=_said_done,
            then=lambda _done: form.done(), failed=lambda error: form.refuse({}, words(error)),
        )  # fmt: skip

    draft = keeper(pane, "action.log", about(customer_id, project_id))
    _ask_outcome(pane, _("{name}: what was done?").format(name=show(name)), act, draft, customer_id, project_id)


def _plan(pane: Pane, name: str, *, customer_id: int | None = None, project_id: int | None = None) -> None:
    def shown(text: str) -> Shown:
        said = glance(text, _now(pane))
        has_time = said.on is not None or said.at is not None
        return Shown(_plan_in_words(said, pane), ok=has_time or not text.strip())

    def send(said: dict[str, str], form: FormScreen) -> None:
        pane.ask(
            agenda.read_line, said["line"], customer_id=customer_id, project_id=project_id,
            then=lambda read: plan(read, form), slot="read",
        )  # fmt: skip

    def plan(read: Reading, form: FormScreen) -> None:
        if read.trouble:
            form.refuse({"line": _trouble(read)})
            return
        new = NewAction(
            read.kind or "task", read.subject, customer_id=read.customer_id or customer_id,
            project_id=read.project_id or project_id, contact_id=read.contact_id, on=read.on, at=read.at,
            grain=read.grain, minutes=read.minutes, promise=read.promise, owner_id=read.user_id,
        )  # fmt: skip
        pane.act(
            agenda.plan, new, then=lambda _planned: form.done(), failed=lambda error: form.refuse({}, words(error)),
            said=lambda planned: _("Planned: {kind}, {when}, for {name}.").format(
                kind=_(KIND[planned.kind].word), name=show(planned.about),
                when=formats.near_time(_local(planned.at, pane), planned.on, pane.bridge.today),
            ),
        )  # fmt: skip

    title = _("Next for {name}").format(name=show(name)) if name else _("What, for whom, when?")
    hint = _("call fri 10:00 30m; visit in 2 weeks") if name else _("call Acme tomorrow 10:00; +project, @person")
    field = Field("line", _("Plan"), required=True, hint=hint, read=shown)
    draft = keeper(pane, "action.plan", about(customer_id, project_id))
    pane.app.push_screen(FormScreen(title, [field], _("Plan"), draft, send=send))


def _ask_outcome(
    pane: Pane, title: str, act: Callable[[Reading, FormScreen], None], draft: DraftKeeper,
    customer_id: int | None = None, project_id: int | None = None,
) -> None:  # fmt: skip
    def shown(text: str) -> Shown:
        return Shown(_outcome_in_words(text, pane))

    def send(said: dict[str, str], form: FormScreen) -> None:
        pane.ask(
            agenda.read_line, said["line"], customer_id=customer_id, project_id=project_id, with_outcome=True,
            then=lambda read: act(read, form), slot="read",
        )  # fmt: skip

    digits = "  ".join(f"{one.digit} {_(one.word)}" for one in OUTCOMES)
    field = Field("line", _("Outcome"), required=True, hint=digits, read=shown, answers=True)
    pane.app.push_screen(FormScreen(title, [field], _("Done"), draft, send=send))


def _following(read: Reading, form: FormScreen) -> NewAction | None:
    if read.on is None and read.at is None:
        form.refuse({"line": _("When is the next step? Give a day or a time after “then”.")})
        return None
    return NewAction(
        read.kind or "task", read.subject, customer_id=read.customer_id, project_id=read.project_id,
        contact_id=read.contact_id, on=read.on, at=read.at, grain=read.grain, minutes=read.minutes,
        promise=read.promise,
    )  # fmt: skip


def _outcome_in_words(text: str, pane: Pane) -> str:
    done, following = in_two(text)
    said = glance(done, _now(pane), with_outcome=True)
    parts = [_(OUTCOME[said.outcome or "done"].word)]
    if said.promise:
        parts.append(_(PROMISES[said.promise]))
    if said.subject:
        parts.append(_("note: {text}").format(text=show(said.subject)))
    if following is not None:
        parts.append(_("next: {plan}").format(plan=_plan_in_words(glance(following, _now(pane)), pane)))
    return " | ".join(parts) if text.strip() else ""


def _plan_in_words(said: Glance, pane: Pane) -> str:
    when = formats.near_time(said.at, said.on, pane.bridge.today)
    parts = [_(KIND[said.kind or "task"].word), when or _("when? give a day or a time")]
    if said.minutes:
        parts.append(formats.span(said.minutes))
    if said.promise:
        parts.append(_(PROMISES[said.promise]))
    if said.subject:
        parts.append(show(said.subject))
    return ", ".join(parts)


def _said_done(done: Any) -> str:
    outcome = _(OUTCOME[done.outcome].word)
    if done.next is None:
        return _("{name}: {outcome}.").format(name=show(done.about), outcome=outcome)
    return _("{name}: {outcome}. Next: {kind} on {day}.").format(
        name=show(done.about), outcome=outcome, kind=_(KIND[done.next.kind].word), day=formats.day(done.next.on)
    )


def _trouble(read: Reading) -> str:
    return _("Not found, or not only once: {words}.").format(words=show(", ".join(read.trouble)))


def _now(pane: Pane) -> datetime:
    return pane.bridge.local_now


def _local(at: datetime | None, pane: Pane) -> datetime | None:
    return at.astimezone(ZoneInfo(pane.bridge.home.zone)) if at else None
