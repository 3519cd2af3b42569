"""Moving, winning and losing a project from a screen: what is missing is asked for in place."""

from collections.abc import Callable

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, in_a_row, ngettext
from tuicrm.sales import funnel, projects
from tuicrm.sales.funnel import approving
from tuicrm.sales.funnel.closing import Closed
from tuicrm.sales.funnel.criteria import Criterion
from tuicrm.sales.funnel.moving import Moved
from tuicrm.sales.funnel.path import Onward
from tuicrm.sales.funnel.stages import Reason, Stage
from tuicrm.sales.wording import words
from tuicrm.screens.amounts import amount_field, minor_of
from tuicrm.screens.drafts import keeper
from tuicrm.screens.pane import Pane
from tuicrm.screens.wanted import Wanted, reason_field, reason_of
from tuicrm.store.errors import Refused
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.fields import Field
from tuicrm.widgets.fields import Option as Choosable
from tuicrm.widgets.form_screen import FormScreen
from tuicrm.widgets.option import Option


class Mover:
    """What a pane needs to move one project; `project` is its id, the stage it was seen in, its name and money."""

    def __init__(
        self, pane: Pane, project_id: int, name: str, stage_id: int, stages: tuple[Stage, ...], *,
        amount_minor: int | None, cost_minor: int | None, currency: str, reasons: tuple[Reason, ...],
        failed: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        self.pane = pane
        self.project_id = project_id
        self.name = name
        self.stage_id = stage_id
        self.stages = stages
        self.amount_minor = amount_minor
        self.cost_minor = cost_minor
        self.currency = currency
        self.reasons = reasons
        self.failed = failed

    def choose(self) -> None:
        """Let the stage be chosen from a list, by digit; each line says what a move there still lacks."""
        self.pane.ask(funnel.onward, self.project_id, then=self._choose, slot="onward", opens=True)

    def _choose(self, ways: tuple[Onward, ...]) -> None:
        self.stages = tuple(way.stage for way in ways)
        options = [Option(way.stage.id, _way(way), note=_lacks(way), tip=show(way.stage.meaning or "")) for way in ways]
        title = _("Move {name} to").format(name=show(self.name))
        box = Choice(title, options, anchor=self.pane.under_cursor, current=self.stage_id)
        self.pane.app.push_screen(box, lambda stage_id: self.to(stage_id) if stage_id is not None else None)

    def to(self, stage_id: int) -> None:
        """Move to a stage; to the won or lost one by asking what belongs to it."""
        stage = next(one for one in self.stages if one.id == stage_id)
        if stage.kind == "won":
            self.win()
        elif stage.kind == "lost":
            self.lose()
        else:
            self._move(stage)

    def _move(self, stage: Stage, *, reason: str = "", override: bool = False) -> None:
        self.pane.act(
            funnel.move, self.project_id, stage.id, from_stage_id=self.stage_id, reason=reason, override=override,
            said=_moved, then=self._settle, failed=lambda error: self._refused(error, stage, reason), opens=True,
        )  # fmt: skip

    def _settle(self, moved: Moved) -> None:
        """Ask whether an own chance still holds in the new stage."""
        if moved.stale_probability is None:
            return
        stage = next((one for one in self.stages if one.id == moved.to_stage_id), None)
        chance, own = (stage.probability if stage else 0), moved.stale_probability
        options = [
            Option(True, _("keep the own {chance}%").format(chance=own)),
            Option(False, _("take the stage's {chance}%").format(chance=chance)),
        ]

        def chosen(is_kept: bool | None) -> None:
            if is_kept is not None:
                self.pane.act(projects.settle, self.project_id, is_kept, said=lambda _chance: _("Saved."))

        title = _("{name}: does your own chance still hold?").format(name=show(self.name))
        self.pane.app.push_screen(Choice(title, options, anchor=self.pane.under_cursor), chosen)

    def _refused(self, error: Exception, stage: Stage, reason: str = "") -> None:
        self.failed()
        if not isinstance(error, Refused):
            return
        if error.code == "reason_needed":
            self._ask_why(stage, str(error.facts.get("skipped", "")))
        elif error.code == "approval_needed":
            self._ask_lead(stage, reason)
        elif error.code == "moved_since":
            self.pane.show()
        elif error.code == "criteria":
            self.pane.ask(
                funnel.missing,
                self.project_id,
                stage.id,
                then=lambda found: self._offer(found, stage),
                slot="missing",
                opens=True,
            )

    def _ask_why(self, stage: Stage, skipped: str) -> None:
        title = _("{name}: this skips {stages}").format(name=show(self.name), stages=show(skipped))
        form = FormScreen(title, [reason_field(_("Why"))], _("Move"))
        self.pane.app.push_screen(
            form, lambda said: self._move(stage, reason=reason_of(said["reason"])) if said else None
        )

    def _ask_lead(self, stage: Stage, reason: str) -> None:
        """Offer to ask the lead; what was said is sent along."""
        title = _("{stage} needs a lead's approval").format(stage=show(stage.name))
        field = Field("reason", _("Why now"), value=reason, hint=_("the lead reads it"))

        def send(said: dict[str, str], form: FormScreen) -> None:
            self.pane.act(
                approving.ask, self.project_id, stage.id, reason=said["reason"], from_stage_id=self.stage_id,
                then=lambda _asked: form.done(), failed=lambda error: form.refuse({}, words(error)),
                said=lambda asked: _("{name}: a lead is asked for {stage}.").format(
                    name=show(asked.name), stage=show(asked.to_stage)
                ),
            )  # fmt: skip

        self.pane.app.push_screen(FormScreen(title, [field], _("Ask"), send=send))

    def _offer(self, found: tuple[Criterion, ...], stage: Stage) -> None:
        """Show what the stage still wants; it is given here, and the move tried again."""
        wanted = Wanted(self.pane, self.project_id, self.name, found)
        wanted.offer(
            stage, lambda: self._move(stage), override=lambda why: self._move(stage, reason=why, override=True)
        )

    def win(self) -> None:
        """Ask for what the stages on the way still want; then for amount, cost, and why stages are skipped."""
        won = next(one for one in self.stages if one.kind == "won")
        self.pane.ask(
            funnel.missing,
            self.project_id,
            won.id,
            then=lambda found: self._win(found, won),
            slot="missing",
            opens=True,
        )

    def _win(self, found: tuple[Criterion, ...], won: Stage) -> None:
        if any(not one.is_met for one in found):
            Wanted(self.pane, self.project_id, self.name, found).offer(won, self.win)
            return
        here = next(one for one in self.stages if one.id == self.stage_id)
        skips = any(one.kind == "open" and one.position > here.position for one in self.stages)
        fields = [
            amount_field("amount", _("Amount"), self.amount_minor, self.currency, required=True),
            amount_field("cost", _("Cost"), self.cost_minor, self.currency),
        ]
        if skips:
            fields.append(reason_field(_("Why skip stages")))

        def send(said: dict[str, str], form: FormScreen) -> None:
            self.pane.act(
                funnel.win, self.project_id, amount_minor=minor_of(said["amount"], self.currency),
                cost_minor=minor_of(said["cost"], self.currency), from_stage_id=self.stage_id,
                reason=reason_of(said.get("reason", "")), said=_closed, then=lambda _closed: form.done(),
                failed=lambda error: form.refuse({}, words(error)),
            )  # fmt: skip

        title, draft = (
            _("Won: {name}").format(name=show(self.name)),
            keeper(self.pane, "project.win", str(self.project_id)),
        )
        self.pane.app.push_screen(FormScreen(title, fields, _("Won"), draft, send=send))

    def lose(self) -> None:
        """Let the reason be chosen from the team's list, which is there already: keys typed ahead must find it."""

        def chosen(key: str | None) -> None:
            if key is not None:
                self.pane.act(
                    funnel.lose, self.project_id, key, from_stage_id=self.stage_id, said=_closed,
                    then=lambda _closed: self._tell_loss(), failed=lambda _error: self.failed(), opens=True,
                )  # fmt: skip

        title = _("Lost: {name}. Why?").format(name=show(self.name))
        options = [Option(one.key, show(one.name)) for one in self.reasons]
        self.pane.app.push_screen(Choice(title, options, anchor=self.pane.under_cursor), chosen)

    def _tell_loss(self) -> None:
        """It is lost; ask to whom, and whether we could have known. `esc` leaves it at that."""
        stages = [Choosable("", _("no"))]
        stages += [Choosable(str(one.id), show(one.name)) for one in self.stages if one.kind == "open"]
        fields = [
            Field("competitor", _("To whom")),
            Field("note", _("What happened")),
            Field("known", _("Could we have known? In"), "choice", "", options=tuple(stages)),
        ]

        def send(said: dict[str, str], form: FormScreen) -> None:
            known = int(said["known"]) if said["known"].isdecimal() else None
            self.pane.act(
                funnel.tell_loss, self.project_id, note=said["note"], competitor=said["competitor"],
                known_stage_id=known, then=lambda _id: form.done(), said=lambda _id: _("Saved."),
                failed=lambda error: form.refuse({}, words(error)),
            )  # fmt: skip

        title = _("{name} is lost. For the next time:").format(name=show(self.name))
        self.pane.app.push_screen(FormScreen(title, fields, send=send))


def _lacks(way: Onward) -> str:
    """Say shortly how a stage can be gone to: its chance, or that a lead is asked."""
    if way.how == "here":
        return _("here")
    if way.unmet:
        return ""
    if way.needs_approval:
        return _("ask a lead")
    return f"{way.stage.probability}%" if way.stage.kind == "open" else ""


def _way(way: Onward) -> str:
    """Name a stage, and what it still wants."""
    if not way.unmet:
        return show(way.stage.name)
    criteria = ", ".join(show(one) for one in way.unmet)
    return _("{stage}: wants {criteria}").format(stage=show(way.stage.name), criteria=criteria)


def _moved(moved: Moved) -> str:
    said = _("{name}: {here} to {there}.").format(
        name=show(moved.name), here=show(moved.from_stage), there=show(moved.to_stage)
    )
    if not moved.planned:
        return said
    plans = ngettext("{count} step of the playbook is planned.", "{count} steps of the playbook are planned.",
                     moved.planned)  # fmt: skip
    return in_a_row(said, plans.format(count=moved.planned))


def _closed(closed: Closed) -> str:
    if closed.outcome == "lost":
        return _("{name} is lost.").format(name=show(closed.name))
    amount = formats.short_money(closed.amount_minor, closed.currency)
    if closed.profit_minor is None:
        return _("Won: {name}, {amount}. Without a cost the profit is not known.").format(
            name=show(closed.name), amount=amount
        )
    profit = formats.short_money(closed.profit_minor, closed.currency)
    return _("Won: {name}, {amount}. Profit {profit}.").format(name=show(closed.name), amount=amount, profit=profit)
