"""Forms about a campaign: made, changed, and what it cost in a month."""

from typing import Any

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.sales import campaigns, sources
from tuicrm.sales.campaigns import CampaignRow, MonthCost
from tuicrm.sales.sources import Source
from tuicrm.sales.wording import words
from tuicrm.screens.amounts import amount_field, minor_of
from tuicrm.screens.days import day_field, day_of
from tuicrm.screens.pane import Pane
from tuicrm.widgets.fields import Field, Option, Reading
from tuicrm.widgets.form_screen import FormScreen

_WHERE = {"known": "name", "name_missing": "name", "no_source": "source", "campaign_days": "ends_on"}


def add(pane: Pane) -> None:
    """Make a campaign."""
    pane.ask(sources.names, then=lambda known: _ask(pane, known, None), slot="channels", opens=True)


def edit(pane: Pane, name: str) -> None:
    """Change name, channel or days of a campaign."""

    def listed(rows: tuple[CampaignRow, ...]) -> None:
        one = next((row for row in rows if row.name == name), None)
        if one is None:
            pane.say(_("No campaign is under the cursor."))
            return
        pane.ask(sources.names, then=lambda known: _ask(pane, known, one), slot="channels", opens=True)

    pane.ask(campaigns.listed, then=listed, slot="campaigns", opens=True)


def cost(pane: Pane, name: str) -> None:
    """Set what a campaign cost in a month; what is noted already stands there."""
    pane.ask(campaigns.costs, name, then=lambda known: _ask_cost(pane, name, known), slot="costs", opens=True)


def _ask_cost(pane: Pane, name: str, known: tuple[MonthCost, ...]) -> None:
    today, home = pane.bridge.today, pane.bridge.home.currency
    noted = {one.month: one for one in known}
    now = noted.get(today.year * 12 + today.month)
    currency = now.currency if now else home

    def read(text: str) -> Reading:
        month = _month(text)
        if month is None:
            return Reading("")
        one = noted.get(month)
        if one is None:
            return Reading(_("nothing is noted for this month"))
        return Reading(_("noted: {amount}").format(amount=formats.money(one.cost_minor, one.currency)))

    fields = [
        Field("month", _("Month"), value=f"{today:%Y-%m}", required=True, hint=_("as in 2026-03"), read=read),
        amount_field("cost", _("Cost"), now.cost_minor if now else None, currency, required=True),
    ]

    def send(said: dict[str, str], form: FormScreen) -> None:
        month = _month(said["month"])
        if month is None:
            form.refuse({"month": _("{text} is no month. Write it as 2026-03.").format(text=said["month"])})
            return
        pane.act(
            campaigns.cost, name, month, minor_of(said["cost"], currency) or 0, currency,
            then=lambda _done: form.done(), failed=lambda error: form.refuse({"cost": words(error)}),
            said=lambda _done: _("The cost of {name} is noted.").format(name=show(name)),
        )  # fmt: skip

    pane.app.push_screen(FormScreen(_("Cost of {name}").format(name=show(name)), fields, send=send))


def _ask(pane: Pane, known: tuple[Source, ...], one: CampaignRow | None) -> None:
    options = tuple(Option(each.key, show(_(each.name))) for each in known)
    now_is = next((each.key for each in known if one is not None and each.name == one.source), "campaign")
    today = pane.bridge.today
    fields = [
        Field("name", _("Name"), value=one.name if one else "", required=True),
        Field("source", _("Channel"), "choice", now_is, options=options, required=True),
        day_field("starts_on", _("From"), one.starts_on if one else None, today),
        day_field("ends_on", _("To"), one.ends_on if one else None, today),
    ]
    start = {field.key: field.value for field in fields}

    def send(said: dict[str, str], form: FormScreen) -> None:
        changed = {key: text for key, text in said.items() if text != start[key]}
        values: dict[str, Any] = {
            key: day_of(text, today) if key.endswith("_on") else text for key, text in changed.items()
        }
        if one is None:
            args = (said["name"], said["source"], values.get("starts_on"), values.get("ends_on"))
            pane.act(
                campaigns.add, *args, then=lambda _made: form.done(), failed=lambda error: _refuse(form, error),
                said=lambda made: _("{name} is a campaign now, through {source}.").format(
                    name=show(made.name), source=show(made.source)
                ),
            )  # fmt: skip
        elif not values:
            form.done()
        else:
            pane.act(
                campaigns.edit, one.name, **values, then=lambda _id: form.done(),
                failed=lambda error: _refuse(form, error),
                said=lambda _id: _("{name} is changed.").format(name=show(said["name"])),
            )  # fmt: skip

    title = _("A new campaign") if one is None else _("Change {name}").format(name=show(one.name))
    pane.app.push_screen(FormScreen(title, fields, send=send))


def _refuse(form: FormScreen, error: Exception) -> None:
    form.refuse({_WHERE.get(getattr(error, "code", ""), "name"): words(error)})


def _month(text: str) -> int | None:
    year, _dash, month = text.strip().partition("-")
    if not (year.isdigit() and len(year) == 4 and month.isdigit() and 1 <= int(month) <= 12):
        return None
    return int(year) * 12 + int(month)
