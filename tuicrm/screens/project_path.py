"""The path panel: what this stage wants, five facts, what the best did here, what the playbook plans; all by digit."""

from collections.abc import Callable

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, ngettext
from tuicrm.sales import funnel
from tuicrm.sales.action_kinds import KIND
from tuicrm.sales.funnel.path import Best, Path
from tuicrm.screens import project_quick
from tuicrm.screens.pane import Pane
from tuicrm.screens.project_quick import Facts
from tuicrm.screens.wanted import Wanted
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.option import Option

Key = tuple[str, int | str]


class PathPanel:
    """Opens over a card and comes back after each thing that was done, until it is left."""

    def __init__(self, pane: Pane, project_id: int, move: Callable[[int], None]) -> None:
        self.pane = pane
        self.project_id = project_id
        self.move = move

    def open(self) -> None:
        """Read the path anew and show it."""
        self.pane.ask(funnel.path, self.project_id, then=self._read, slot="path", opens=True)

    def _read(self, path: Path) -> None:
        project_quick.read_facts(self.pane, self.project_id, lambda facts: self._show(path, facts))

    def _show(self, path: Path, facts: Facts) -> None:
        today = self.pane.bridge.today
        options: list[Option[Key]] = [
            Option(("criterion", one.id), f"[{'x' if one.is_met else ' '}] {show(one.label)}") for one in path.criteria
        ]
        options += [
            Option(("step", one.id), _step(one.kind, one.subject), note=_("plan, {days}").format(days=_in(one.days)))
            for one in path.steps
        ]
        if path.next is not None and path.next.kind == "open":
            options.append(Option(("move", path.next.id), _("Move to {stage}").format(stage=show(path.next.name))))
        options += [
            Option(("fact", name), label, note=said) for name, label, said in project_quick.in_words(facts, today)
        ]
        title = _("{stage}: {name}").format(stage=show(path.stage.name), name=show(path.name))
        box = Choice(title, options, text=said_of(path), anchor=self.pane.under_cursor)
        self.pane.app.push_screen(box, lambda key: self._do(key, path, facts))

    def _do(self, key: Key | None, path: Path, facts: Facts) -> None:
        if key is None:
            return
        what, which = key
        if what == "fact":
            project_quick.change(self.pane, facts, str(which), self.pane.bridge.today, self.open)
        elif what == "step":
            self.pane.act(
                funnel.plan_step, self.project_id, int(which), then=lambda _id: self.open(), opens=True,
                said=lambda _id: _("Planned as the playbook says."),
            )  # fmt: skip
        elif what == "move":
            self.move(int(which))
        else:
            self._criterion(path, int(which))

    def _criterion(self, path: Path, criterion_id: int) -> None:
        one = next(each for each in path.criteria if each.id == criterion_id)
        if one.kind == "check":
            self.pane.act(
                funnel.tick, self.project_id, one.id, not one.is_met, then=lambda _id: self.open(), opens=True
            )
        else:
            Wanted(self.pane, self.project_id, path.name, path.criteria).meet(one, self.open)


def said_of(path: Path) -> str:
    """Say what the playbook and the best say of a stage, in a few lines."""
    plays, lines = path.book.plays, []
    if path.next is not None and path.needs_approval:
        lines.append(_("{stage} needs a lead's approval.").format(stage=show(path.next.name)))
    if plays.guidance:
        lines.append(show(plays.guidance.replace("\n", " ")))
    lines += [f"? {show(question)}" for question in plays.questions]
    if said := best_in_words(path.best):
        lines.append(said)
    return "\n".join(lines) or show(path.stage.meaning or "") or _("Nothing is written about this stage yet.")


def best_in_words(best: Best) -> str:
    """Say what those who win most did in a stage; "" where nobody has won by it yet."""
    if not best.projects:
        return ""
    did = [
        f"{formats.short_number(count)} x {_(KIND[kind].word) if kind in KIND else show(kind)}"
        for kind, count in best.actions
    ]
    if best.days is not None:
        did.append(_("{days} days").format(days=formats.short_number(best.days)))
    won = ngettext("{count} win", "{count} wins", best.projects).format(count=best.projects)
    return _("{names} here, median of {wins}: {what}").format(
        names=", ".join(show(name) for name in best.names), wins=won, what=", ".join(did) or _("nothing on record")
    )


def _step(kind: str, subject: str) -> str:
    word = _(KIND[kind].word) if kind in KIND else show(kind)
    return f"+ {word}: {show(subject)}"


def _in(days: int) -> str:
    return ngettext("in {count} day", "in {count} days", days).format(count=days) if days else _("today")
