"""Every figure of the past that the program can give, to be compared before and after everything is handed over."""

from datetime import date, timedelta
from typing import Any

from tuicrm.sales import analysis, funnel
from tuicrm.sales.analysis import Ask
from tuicrm.sales.analysis.frame import Scope as AskedOf
from tuicrm.sales.analysis.measures import DIMENSIONS, MEASURES
from tuicrm.sales.analysis.questions import QUESTIONS, answer
from tuicrm.sales.funnel import BoardQuery
from tuicrm.sales.funnel.causes import Scope
from tuicrm.store.database import Desk

STOCKS = ("open", "customers")
"""Facts that are counted as they stood on a day."""
GO_ALONG = ("due", "planned", "missed")
"""Plans stay with who had them on their day, but one about what others hold that moves on twice with who leaves."""


def past_of(
    desk: Desk, today: date, first: date, *, filters: tuple[str, ...] = (), by: tuple[str, ...] = tuple(DIMENSIONS)
) -> dict[Any, Any]:
    """Give every measure by every dimension, boards of past days, and what changed between them, for one reader."""
    yesterday = today - timedelta(days=1)
    found: dict[Any, Any] = {}
    for measure in MEASURES.values():
        of_day = yesterday if measure.facts in STOCKS else None
        asked = [((one,), "") for one in by if measure.facts in DIMENSIONS[one]]
        if measure.facts in GO_ALONG:
            asked = [(one, line) for one, line in asked if one[0] not in ("owner", "team", "region")]
        if measure.facts in ("closed", "open"):
            asked += [((), line) for line in filters]
        for dimensions, line in asked:
            ask = Ask(measure.name, dimensions, first, yesterday, line, of_day)
            rows = desk.read(analysis.report, ask).rows
            found[measure.name, dimensions, line] = sorted((row.key, row.value, row.n) for row in rows)
    for days in (1, 50):
        day = today - timedelta(days=days)
        board = desk.read(funnel.board_as_of, BoardQuery(), day)
        found["board", days] = [
            (one.stage.name, one.count, one.sum_minor, one.weighted_minor, [card.id for card in one.cards])
            for one in board.columns
        ] + [(board.won.count, board.won.sum_minor), (board.lost.count, board.lost.sum_minor)]
        for scope in (Scope(), Scope(team_id=1), Scope(owner_id=2)):
            changes = desk.read(funnel.changes, day, yesterday, scope)
            found["changes", days, scope] = changes.opening, changes.closing, changes.causes
    return found


OF_NOW = ("outlook", "coverage", "coverage-class", "coverage-industry", "leaving", "ladder", "mine")
"""What says who has to do something now: who holds what, who has least to do, what is open."""
OF_SOMEBODY = ("conversion", "rhythm", "recency", "stages", "luck", "calibration", "moved-dates", "effort", "targets")


def answers_of(desk: Desk, today: date) -> dict[Any, Any]:
    """Give what every question about the past answered yesterday: for all, and of a team and a person."""
    yesterday = today - timedelta(days=1)
    asked = [(name, "") for name in QUESTIONS if name not in OF_NOW]
    asked += [(name, who) for name in OF_SOMEBODY for who in ("East", "li")]
    found: dict[Any, Any] = {}
    for name, who in asked:
        told = desk.read(answer, name, AskedOf(as_of=yesterday, who=who))
        figures = [{key: one for key, one in line.figures.items() if key != "plan_kept"} for line in told.lines]
        found[name, who] = [line.key for line in told.lines], figures, told.said
    return found


def differences(before: dict[Any, Any], after: dict[Any, Any]) -> dict[Any, Any]:
    """Give what is not the same."""
    return {key: (before[key], after[key]) for key in before if before[key] != after[key]}
