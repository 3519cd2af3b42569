"""No project without a next step: what is likely next stands ready under a digit, and so do the reasons for none."""

from collections.abc import Callable
from typing import Any

from textual.app import App

from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, current
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.option import Option

# What the sentence goes on with, and how it is offered.
STEPS = {
    "then call tomorrow": N_("call tomorrow"),
    "then call in 3 days": N_("call in 3 days"),
    "then call in 1 week": N_("call in a week"),
    "then call in 1 month": N_("call in a month"),
}
REASONS = {
    "they decide": N_("no next step: they decide and tell us"),
    "on hold": N_("no next step: on hold at the customer's"),
    "somebody else": N_("no next step: a colleague goes on"),
}
TYPE = ""


def offer_next(app: App[Any], name: str, text: str, then: Callable[[str, bool], None]) -> None:
    """Ask what is next; `then` gets the sentence as it goes on, and whether it is complete.

    Args:
        text: what came of it, as it is typed so far; not empty.
    """
    options = [Option(step, _(words)) for step, words in STEPS.items()]
    options.append(Option(TYPE, _("something else: type it")))
    options += [Option(f"no next step because {key}", _(words)) for key, words in REASONS.items()]

    def chosen(step: str | None) -> None:
        if step is None:
            return
        if step == TYPE:
            then(f"{text}{'，下一步：' if current() == 'zh' else ' then '}", False)
            return
        reason = step.removeprefix("no next step because ")
        if reason in REASONS:
            words = _(REASONS[reason]).partition(":")[2] or _(REASONS[reason]).partition("：")[2]
            step = f"no next step because {words.strip()}"
        then(f"{text} {step}", True)

    app.push_screen(Choice(_("What next for {name}?").format(name=show(name)), options), chosen)
