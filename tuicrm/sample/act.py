"""One sales action, as it is told before it becomes a row."""

from dataclasses import dataclass

from tuicrm.sample.deal import CLOSE, DEMO, NEEDS, NEW, QUOTE, Deal


@dataclass(frozen=True)
class Play:
    """An action of the playbook: planned when a project comes into the stage, due after so many calendar days."""

    key: str
    stage: int
    kind: str
    due: int


PLAYBOOK_SINCE = 14
"""Months ago that the playbook was written."""
PLAYS = (
    Play("first_call", NEW, "call", 1),
    Play("who_decides", NEEDS, "meeting", 6),
    Play("brochure", NEEDS, "message", 15),
    Play("own_part", DEMO, "demo", 9),
    Play("send_quote", QUOTE, "quote", 3),
    Play("with_decider", QUOTE, "call", 7),
    Play("order_date", CLOSE, "call", 6),
)


@dataclass(eq=False)
class Act:
    """A planned, done or cancelled action. Times are working moments; `on` overrides the planned day's moment.

    Attributes:
        about: where its subject is found: ("play", key), ("phrase", key) or ("subject", number).
        noted: the group of notes and a number in it.
        timed: whether a time of day was given.
        at_hour: the time of day as hour and minute; else the moment's own.
    """

    client: int
    deal: Deal | None
    owner: str
    kind: str
    made: float
    planned: float
    about: tuple[str, str | int]
    state: str = "planned"
    done: float | None = None
    first_planned: float | None = None
    postponed: int = 0
    outcome: str = ""
    noted: tuple[str, int] = ("", 0)
    done_minutes: int = 0
    cost: int = 0
    stage: int | None = None
    play: str = ""
    timed: bool = False
    at_hour: tuple[int, int] | None = None
    promise: str = ""
    cancel: str = ""
    contact: int = 0
    origin: str = "plan"
