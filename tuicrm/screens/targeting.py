"""The form that sets what a person, a team or the company is to sell in the months of a period."""

from tuicrm.plain.clean import show
from tuicrm.plain.language import _, ngettext
from tuicrm.plain.periods import read_span
from tuicrm.sales.analysis import targeting
from tuicrm.sales.analysis.targeting import Whom
from tuicrm.sales.wording import words
from tuicrm.screens.amounts import amount_field, minor_of
from tuicrm.screens.pane import Pane
from tuicrm.widgets.fields import Field, Option, Reading
from tuicrm.widgets.form_screen import FormScreen


def set_target(pane: Pane) -> None:
    """Ask whose target, of which months and how much, and set it."""
    pane.ask(targeting.whom, then=lambda known: _ask(pane, known), slot="targets", opens=True)


def _ask(pane: Pane, known: tuple[Whom, ...]) -> None:
    today, currency = pane.bridge.today, pane.bridge.home.currency
    if not known:
        pane.say(_("There is nobody whose target you set."), "still")
        return
    options = tuple(Option(str(place), _called(one)) for place, one in enumerate(known))
    fields = [
        Field(
            "whom", _("Whose"), "choice", "0", options=options, required=True,
            hint=_("of a team or the company: divided evenly among its people who sell"),
        ),
        Field("period", _("Period"), value=f"{today:%Y-%m}", required=True, hint=_period_words(), read=_read),
        amount_field("amount", _("Each month"), None, currency, required=True),
        amount_field("stretch", _("Stretch"), None, currency),
        amount_field("challenge", _("Challenge"), None, currency),
    ]  # fmt: skip

    def send(said: dict[str, str], form: FormScreen) -> None:
        first, months = read_span(said["period"]) or (0, 0)
        one = known[int(said["whom"])]
        rule, whose = (targeting.set_target, one.user_id) if one.user_id else (targeting.divide, one.team_id)
        pane.act(
            rule, whose, first, minor_of(said["amount"], currency) or 0, months=months,
            stretch_minor=minor_of(said["stretch"], currency), challenge_minor=minor_of(said["challenge"], currency),
            then=lambda _changed: form.done(), failed=lambda error: form.refuse({}, words(error)),
            said=lambda changed: ngettext(
                "{name}: {n} month changed.", "{name}: {n} months changed.", changed
            ).format(name=_called(one), n=changed),
        )  # fmt: skip

    pane.app.push_screen(FormScreen(_("Target"), fields, send=send))


def _called(one: Whom) -> str:
    """A person by the name; a team and the company as what they are."""
    if one.user_id is not None:
        return show(one.name)
    return _("team {name}").format(name=show(one.name)) if one.team_id is not None else _("the company")


def _period_words() -> str:
    return _("2026-11, 2026-Q4 or 2026: each of its months")


def _read(text: str) -> Reading:
    found = read_span(text)
    if found is None:
        return Reading(_period_words(), ok=False)
    return Reading(ngettext("{n} month", "{n} months", found[1]).format(n=found[1]))
