"""What was understood of a sentence, in one short line, as the tables of these tests write it."""

from tests.company import NOW
from tuicrm.plain.money import exact_text
from tuicrm.sales.agenda.telling import Context, Step, Tick, Told, tell
from tuicrm.sales.outcomes import DEFAULTS

PEOPLE = ((1, "J. Novak"), (2, "Sarah Whitcombe"), (3, "王建国"), (4, "李娜"))
NEEDS = ("CMM probe", "training", "远程支持", "培训")


def told(text: str, *, kind: str = "call", has_project: bool = True, currency: str = "EUR") -> Told:
    """Read a sentence said on Monday 23 November 2026 at nine about a project in euros."""
    return tell(text, NOW, Context(kind, currency, has_project, PEOPLE, NEEDS, DEFAULTS))


def summary(found: Told) -> str:
    """Give all that was understood but the note: `talked | 48000.00 | ours Fri 27: offer | call Wed 25 10:00`."""
    parts = [found.outcome(), *(_of(tick) for tick in found.ticks if tick.what != "outcome")]
    return " | ".join(parts)


def _of(tick: Tick) -> str:
    if tick.what == "amount":
        return exact_text(tick.value.minor, tick.value.currency)
    if tick.what == "expected":
        return f"close {tick.value:%d %b}"
    if tick.what == "person":
        return f"@{tick.value[1]}"
    if isinstance(tick.value, Step):
        return _step(tick.value)
    return f"{tick.what}: {tick.value}"


def _step(step: Step) -> str:
    when = f"{step.at:%a %d %H:%M}" if step.at else f"{step.on:%a %d}" if step.on else "?"
    subject = f": {step.subject}" if step.subject else ""
    return f"{step.side or step.kind} {when}{subject}"
