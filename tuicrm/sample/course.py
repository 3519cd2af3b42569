"""What was known of a project when: value, expected day, forecast category, as it changed on its way."""

from dataclasses import dataclass
from random import Random

from tuicrm.sample.deal import CLOSE, LOST, NEEDS, QUOTE, WON, Deal
from tuicrm.sample.scenes import CARDS

_CARDS = {card.key: card for card in CARDS}
_STEP = 500  # first estimates are round


@dataclass(frozen=True)
class Turn:
    """The facts of a project from a moment on. Values are thousandths of a thousand."""

    at: float
    stage: int
    owner: str
    value: int | None
    cost: int | None
    expected: float | None
    category: str


@dataclass(frozen=True)
class Course:
    """All turns of a project, in order, and what follows from them."""

    turns: tuple[Turn, ...]
    estimate: int | None
    first_quote: int | None
    moves: int

    @property
    def last(self) -> Turn:
        return self.turns[-1]


def course(deal: Deal, categories: tuple[str, ...], rng: Random) -> Course:
    """Follow a project through its stages."""
    wishes = _wishes(deal, rng)
    calls = _own_call(deal, rng)
    moments = sorted({stay.at for stay in deal.stays} | {at for at, _ in wishes} | {at for at, _ in deal.holders})
    estimate = first_quote = None
    turns: list[Turn] = []
    for at in (moment for moment in moments if moment >= deal.begun):
        stage = [stay.stage for stay in deal.stays if stay.at <= at][-1]
        reached = max(stay.stage if stay.stage < LOST else 0 for stay in deal.stays if stay.at <= at)
        value = _value(deal, reached)
        estimate = value if estimate is None else estimate
        first_quote = value if first_quote is None and reached >= QUOTE else first_quote
        expected = next((day for since, day in reversed(wishes) if since <= at), None)
        cost = deal.cost if stage == WON and deal.is_cost_known else None
        category = calls if calls and at == deal.stays[-1].at else categories[stage]
        turns.append(Turn(at, stage, deal.holder_at(at), value, cost, expected, category))
    return Course(tuple(turns), estimate, first_quote, max(0, len(wishes) - 1))


def _value(deal: Deal, reached: int) -> int | None:
    """A guess at first, the list price in the quote, what is paid for it in the end."""
    if deal.fixed is not None:
        return deal.fixed
    if reached >= CLOSE:
        return deal.value
    if reached >= QUOTE:
        return deal.list_value
    if deal.said is None and reached < NEEDS:
        return None
    guess = deal.value * (deal.said or 1.05)
    return max(_STEP, round(guess / _STEP) * _STEP)


def _wishes(deal: Deal, rng: Random) -> list[tuple[float, float]]:
    """Expected days: from when on, and which. They move when they come near and nothing has happened."""
    begun = deal.entered(NEEDS) or next((stay.at for stay in deal.stays if NEEDS < stay.stage < WON), None)
    if begun is None:
        return []
    card = _CARDS.get(deal.scene)
    ended = deal.ended if not deal.is_open else None
    wish = begun + rng.uniform(40, 85)
    wishes = [(begun, wish)]
    until = -0.2 if ended is None else ended - 0.2
    while not deal.is_rotting and wish < until and len(wishes) < 5 and card is None:
        moved_at = max(wish - rng.uniform(0.5, 4), wishes[-1][0] + 0.1)
        wish += rng.uniform(12, 32)
        wishes.append((moved_at, wish))
    if card is not None and deal.is_open:
        last = card.closes * 5 / 7
        first = begun + 0.5
        wishes = [(begun, last if not card.moved else last - 16 - 3 * card.moved)]
        for number in range(card.moved):
            at = first + (-1 - first) * (number + 1) / (card.moved + 1)
            wishes.append((at, last - 5 * (card.moved - 1 - number)))
    return wishes


def _own_call(deal: Deal, rng: Random) -> str:
    """Now and then a person calls an open project better or worse than its stage does."""
    if not deal.is_open or deal.stage < QUOTE or rng.random() > 0.15:
        return ""
    return "commit" if deal.stage == QUOTE else "best"
