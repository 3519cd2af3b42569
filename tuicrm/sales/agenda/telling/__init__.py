"""What came of it, in one sentence: read into outcome, amount, day, promise, next step, person, need."""

from tuicrm.sales.agenda.telling.knowing import context
from tuicrm.sales.agenda.telling.steps import Step
from tuicrm.sales.agenda.telling.tell import Context, Tick, Told, tell

__all__ = ["Context", "Step", "Tick", "Told", "context", "tell"]
