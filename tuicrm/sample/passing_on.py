"""Pairs: half a year of talks about Quote, by lot half of them later, and what the learners do better since."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tuicrm.sample.chances import KNOWS_HOW
from tuicrm.sample.deal import CLOSE, LOST, QUOTE, WON, Deal, Stay
from tuicrm.sample.effects import Effects

WAIT_WEEKS = 12
NOTED = -15.5
"""The working moment at which a manager took a note into the playbook of Quote."""
_LEARNED, _LEARNED_BEST, _OFF = 0.25, 0.6, 20


@dataclass(frozen=True)
class Talk:
    """A pair of a week, counted back from the one that pairs are made for now.

    Attributes:
        late: by lot they talk `WAIT_WEEKS` later.
        state: what became of it; note: the phrase of its note and how that stands.
    """

    week: int
    learner: str
    partner: str
    late: bool = False
    state: str = "met"
    note: tuple[str, str] = ("", "")

    @property
    def talks(self) -> int:
        """The week in which they talk."""
        return self.week - WAIT_WEEKS * self.late

    @property
    def since(self) -> float:
        """The working moment from which on the learner does what was learned, on whatever day the story ends."""
        return -5.0 * self.talks + 2


TALKS = (
    Talk(26, "kuhn", "roth", note=("pair_note", "accepted")),
    Talk(26, "holm", "costa"),
    Talk(26, "novotny", "lindgren"),
    Talk(26, "virtanen", "wang", late=True),
    Talk(26, "berg", "madsen", late=True, state="skipped"),
    Talk(13, "silva", "roth", note=("pair_note_2", "proposed")),
    Talk(13, "moreau", "virtanen"),
    Talk(13, "ferrari", "li", late=True),
    Talk(13, "jansen", "wang", late=True),
)
"""Those of which the programme's lot decided."""
PLANNED = Talk(0, "berg", "li", state="planned")
"""This week's, on two agendas."""


def pass_on(deals: Sequence[Deal], seed: int, effects: Effects) -> None:
    """Let learners win what they would have lost at Quote, at the time at which they would have lost it."""
    if not effects.pairs:
        return
    rng = Random(f"{seed} pairs")
    for deal in deals:
        if deal.stage != LOST or deal.stays[-2].stage != QUOTE or deal.scene or "LX-700" in deal.lines:
            continue
        entered, ended = deal.stays[-2].at, deal.ended
        holder = deal.holder_at(entered)
        since = min((talk.since for talk in TALKS if talk.learner == holder and talk.state == "met"), default=0.0)
        went_on = ended - min(3.0, 0.4 * (ended - entered))
        if went_on < since:
            continue
        is_best = any(talk.learner == holder and talk.partner == KNOWS_HOW for talk in TALKS)
        if rng.random() < (_LEARNED_BEST if is_best else _LEARNED):
            _win(deal, went_on, ended)


def _win(deal: Deal, went_on: float, ended: float) -> None:
    """Win a small one, well below its price: the average stays what it is, revenue grows faster than profit."""
    deal.stays[-1:] = [Stay(CLOSE, went_on, "forward"), Stay(WON, ended, "won")]
    deal.reason, deal.competitor, deal.lines, deal.discount = "", None, {"QX-50": 1}, _OFF
    deal.did["with_decider"] = True
