"""The tour of the first five minutes: six steps, each of which is over when it was really done."""

from dataclasses import dataclass

from tuicrm.plain.language import N_, _


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: any of `by` (a rule that succeeded, a screen or sentence that was opened) does it.

    `phone` says it for a small window: digits, enter, space, tab and arrows are enough.
    """

    number: int
    by: frozenset[str]
    words: str
    phone: str


STEPS = (
    Step(
        1, frozenset({"agenda.done", "agenda.log"}),
        N_("on Agenda press d and type: talked, wants 2 then quote fri; enter. Friday's quote is planned by it."),
        N_("3 Agenda, space, 1: what came of it? 4: talked."),
    ),
    Step(
        2, frozenset({"pool.claim", "pool.claim_many"}),
        N_("press 1, Pool: nobody's customers. enter opens one, c claims it, and its phone is shown."),
        N_("1 Pool, enter opens a customer, space, 1 claims it."),
    ),
    Step(
        3, frozenset({"project.add"}),
        N_(
            "on your customer's card (from the list: v, 2, enter) press B and type: PX-200, enter, 28k, enter, enter."
            " A project begins."
        ),
        N_("on its card space, 1: a project. down, 28000, enter, enter."),
    ),
    Step(
        4, frozenset({"funnel.move", "funnel.win"}),
        N_("press 2, Board: the cursor is on your card. L moves it; what the stage still wants is chosen by digit."),
        N_("2 Board: your card. space, 2 moves it on; choose what is wanted by digit."),
    ),
    Step(
        5, frozenset({"funnel.win"}),
        N_("press m, 6: won. Choose by digit what is still wanted; then enter, 17500 as cost, enter, 1, enter."),
        N_("space, 5: won. Choose what is wanted by digit; enter, 17500, enter, 1, enter."),
    ),
    Step(
        6, frozenset({"screen.charts"}),
        N_("press 4, Charts: what you won is in the figures."),
        N_("4 Charts: what you won is in the figures."),
    ),
    Step(
        6, frozenset({"team.ability"}),
        N_("press 5, Team, down to sentence 2 and enter: why the average falls though each gets better."),
        N_("5 Team, down to sentence 2, enter: why the average falls."),
    ),
)  # fmt: skip


class Tour:
    """Where somebody stands in the tour. It blocks nothing: what is done early is done."""

    def __init__(self, company: str) -> None:
        """Take the name of the made-up company."""
        self.company = company
        self.is_on = False
        self._left = list(STEPS)

    @property
    def step(self) -> Step | None:
        """The next step; None when all are done."""
        return self._left[0] if self._left else None

    def did(self, what: str) -> bool:
        """Take note of what succeeded or was opened; says whether a step is over by it."""
        before = len(self._left)
        self._left = [step for step in self._left if what not in step.by]
        return len(self._left) < before

    def line(self, *, narrow: bool = False) -> str:
        """Say the next step; "" while the tour is left."""
        if not self.is_on:
            return ""
        if self.step is None:
            return _("That was the tour. q leaves the program and says how to begin with your own customers.")
        words = _(self.step.phone if narrow else self.step.words)
        return _("Tour {number} of {all}: {what}").format(number=self.step.number, all=STEPS[-1].number, what=words)
