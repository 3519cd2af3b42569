"""What a run asks in boxes: the outcome of a note, why somebody is not interested; and what there is to say."""

from collections.abc import Callable, Sequence

from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.sales.calling import RunRecord
from tuicrm.sales.pool.releasing import REASONS
from tuicrm.screens.pane import Pane
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.option import Option
from tuicrm.widgets.outcome_grid import Answer

PAUSE = 0
"""The digit that is no outcome."""


def ask_outcome(pane: Pane, known: Sequence[Answer], then: Callable[[int], None]) -> None:
    """Ask for the outcome of a note, by its digit, or `PAUSE`; `esc` goes back to the note."""
    options = [Option(one.digit, one.word, note=one.hint) for one in known]
    options.append(Option(PAUSE, _("pause the run")))
    pane.app.push_screen(Choice(_("What came of it?"), options), lambda digit: None if digit is None else then(digit))


def ask_why(pane: Pane, then: Callable[[str], None]) -> None:
    """Ask why they are not interested, and give the reason in words."""
    options = [Option(key, _(word)) for key, word in REASONS.items()]
    pane.app.push_screen(
        Choice(_("Why are they not interested?"), options), lambda key: None if key is None else then(_(REASONS[key]))
    )


def show_answers(pane: Pane, record: RunRecord) -> None:
    """Show the opening and all answers of the playbook."""
    said = [record.opening or "", *record.answers]
    options = [Option(nth, show(text)) for nth, text in enumerate(said) if text]
    if options:
        pane.app.push_screen(Choice(_("What to say"), options), lambda _key: None)
    else:
        pane.say(_("The playbook of this stage says nothing yet."))
