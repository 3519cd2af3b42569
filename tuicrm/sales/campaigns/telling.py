"""What channels and campaigns brought for their cost, in words: what did not come back first."""

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, in_a_row, ngettext, translated
from tuicrm.sales.campaigns.report import SourceFigures, SourceReport

NAMED = 2


def told(found: SourceReport) -> tuple[str, ...]:
    """Say which cost more than the profit that they brought so far, and which brought most beyond its cost."""
    known = sorted(
        ((one.return_minor, one) for one in found.rows if one.return_minor is not None), key=lambda each: each[0]
    )
    if not known:
        return (_("What they are worth can't be told: none has a cost. `tuicrm campaign cost` sets it."),)
    said = [_lost(one, found.currency) for back, one in known[:NAMED] if back < 0]
    back, best = known[-1]
    if back > 0:
        text = _("{name} brought most beyond its cost so far: {money}.")
        said.append(text.format(name=_name(best), money=formats.short_money(back, found.currency)))
    return tuple(said)


def _lost(one: SourceFigures, currency: str) -> str:
    text = _("{name} cost {cost} and brought no profit so far.")
    if (one.profit_minor or 0) > 0:
        text = _("{name} cost {cost} and brought {profit} of profit so far: {lost} are not back.")
    bought = ngettext(
        "{won} of its {customers} new customer bought.", "{won} of its {customers} new customers bought.", one.customers
    )
    text = in_a_row(text, bought) if one.customers else text
    return text.format(
        name=_name(one), cost=formats.short_money(one.cost_minor, currency), won=formats.count(one.buyers),
        profit=formats.short_money(one.profit_minor or 0, currency), customers=formats.count(one.customers),
        lost=formats.short_money(-(one.return_minor or 0), currency),
    )  # fmt: skip


def _name(one: SourceFigures) -> str:
    name = show(translated(one.name) if one.name else one.key)
    return name[:1].upper() + name[1:]  # a channel has a small letter
