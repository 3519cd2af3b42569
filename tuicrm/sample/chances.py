"""How likely and how quickly a project goes on from a stage, and why it is lost there."""

from math import exp, log
from random import Random

from tuicrm.sample.cast import CAST
from tuicrm.sample.days import WINDOW
from tuicrm.sample.deal import CLOSE, DEMO, NEEDS, NEW, QUOTE, Deal
from tuicrm.sample.drawing import drawn
from tuicrm.sample.effects import Effects

OLD_HANDS = (0.80, 0.85, 0.86, 0.82, 0.92)
LATER_HANDS = (0.85, 0.89, 0.90, 0.63, 0.93)  # in the second year more come as far as Quote, and fewer leave it
NEW_HANDS = (0.79, 0.83, 0.84, 0.22, 0.88)
BY_CLASS = {"A": 0.35, "B": 0.05, "C": -0.2, "D": -0.6}
BY_SOURCE = {"referral": 0.35, "fair": 0.35, "outreach": -0.2, "campaign": -0.6}
DECIDER = 0.9  # what it is worth, in log odds, to go through the quote with who decides
KNOWS_HOW = "roth"

_CALENDAR_DAYS = (13.0, 19.0, 17.0, 18.0, 14.0)
_SPREAD = 0.6
# Lost ones drag on, but in Needs they leave early: that makes the late brochure look splendid.
_LOST_TAKES = (1.0, 0.5, 1.2, 1.4, 1.3)
_REASONS = {
    NEW: {"silent": 35, "no_budget": 25, "fit": 20, "timing": 20},
    NEEDS: {"fit": 30, "no_budget": 25, "timing": 25, "silent": 20},
    DEMO: {"fit": 30, "competitor": 30, "price": 15, "timing": 25},
    QUOTE: {"price": 42, "delivery": 30, "competitor": 14, "timing": 14},
    CLOSE: {"competitor": 30, "timing": 30, "price": 20, "delivery": 20},
}


def goes_on(deal: Deal, stage: int, at: float, effects: Effects) -> float:
    """The probability that a project leaves a stage forwards."""
    person = CAST[deal.holder_at(at)]
    experience = person.experience(at, effects) if person.cohort and effects.ramp else 1.0
    new = NEW_HANDS[stage] if effects.weak_stage or stage != QUOTE else 0.70
    old = (LATER_HANDS if effects.weak_stage and at > -WINDOW / 2 else OLD_HANDS)[stage]
    odds = _log_odds(new) + (_log_odds(old) - _log_odds(new)) * experience
    odds += BY_CLASS[deal.klass] + BY_SOURCE.get(deal.source, 0.0) + (0.5 if deal.is_repeat else 0.0)
    if stage == QUOTE and effects.playbook:
        odds += DECIDER * (deal.did.get("with_decider", False) - 0.6)
    if "LX-700" in deal.lines and effects.know_how and stage >= DEMO:
        if deal.holder_at(at) != KNOWS_HOW:
            return 0.0 if stage >= QUOTE else 0.4
        odds += 0.6
    return 1 / (1 + exp(-odds))


def takes(rng: Random, deal: Deal, stage: int, at: float, *, is_lost: bool) -> float:
    """Working days that a stay lasts."""
    person = CAST[deal.holder_at(at)]
    slow = 1.0 if person.cohort != "second" else 1.15
    days = _CALENDAR_DAYS[stage] * 5 / 7 * slow * exp(rng.gauss(0, _SPREAD))
    return max(0.1, days * (_LOST_TAKES[stage] if is_lost else 1.0))


def why_lost(rng: Random, stage: int) -> str:
    """A reason of the team's list that fits the stage."""
    reasons = _REASONS[stage]
    return drawn(rng, reasons)


def _log_odds(probability: float) -> float:
    return log(probability / (1 - probability))
