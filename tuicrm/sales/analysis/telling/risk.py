"""The third sentence: what is at risk, those who left and a thinner margin first, of which no project tells."""

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.formats import Alike
from tuicrm.plain.language import _, in_a_row, listed, ngettext
from tuicrm.sales.analysis.team import Ability, Risk
from tuicrm.sales.analysis.team.orphans import Orphans
from tuicrm.sales.analysis.telling.plan import RATES

MANY = 0.1
"""Of the open projects so many have to be of unknown amount to be spoken of beside the others."""


def risk_words(risk: Risk, ability: Ability, currency: str) -> tuple[str, str]:
    """Say what is at risk: those who left and a thinner margin first, of which no project tells."""
    if not risk.is_read:
        return _("computing ..."), "text"
    text, tone = _risk_of_projects(risk, currency)
    if not (alarm := in_a_row(_left(ability, risk.orphans), _thinner(ability, currency))):
        return text, tone
    return in_a_row(alarm, text if tone == "late" else ""), "late"  # that all else is well is no news beside it


def _left(ability: Ability, orphans: Orphans) -> str:
    """Say how many of those who sold have left, and who looks after their customers."""
    if ability.moved is None or not ability.is_emptied:
        return ""
    text = ngettext(
        "{count} of the {all} who sold a year before has left, {new} joined.",
        "{count} of the {all} who sold a year before have left, {new} joined.",
        ability.left,
    )
    gone = text.format(count=ability.left, all=ability.moved.people[0], new=ability.moved.joiners)
    return in_a_row(gone, _of_their_customers(orphans))


def _of_their_customers(orphans: Orphans) -> str:
    if not orphans.customers:
        return _("See who looks after their customers.")
    if orphans.free == orphans.customers:
        return ngettext(
            "Nobody looks after the customer that they held.", "Nobody looks after the {n} customers that they held.",
            orphans.customers,
        ).format(n=formats.count(orphans.customers))  # fmt: skip
    named = listed(show(name) for name in orphans.holders)
    more = orphans.held_by - len(orphans.holders)
    holders = and_more(named, more) if named and more else named
    if not named:
        holders = ngettext("{n} of us", "{n} of us", orphans.held_by).format(n=orphans.held_by)
    if orphans.free:
        text = _("Of the {n} customers that they held nobody looks after {free}; the others are with {holders}.")
    else:
        text = _("The {n} customers that they held are with {holders} now.")
    return text.format(n=formats.count(orphans.customers), free=formats.count(orphans.free), holders=holders)


def and_more(names: str, more: int) -> str:
    """Say that there are more than those who are named."""
    return _("{names} and {n} more").format(names=names, n=more)


def _thinner(ability: Ability, currency: str) -> str:
    """Say what a thinner margin takes."""
    margin = ability.margin
    if margin is None or not margin.is_clear or margin.missing_minor <= 0:
        return ""
    text = _("The thinner margin takes {money} of profit in {n} months: look at prices, discounts, costs.")
    if margin.product:
        text = _("The thinner margin takes {money} of profit in {n} months: look at prices and costs of {product}.")
    write = Alike((margin.missing_minor,), currency)
    return write.said(
        text.format(money=write(margin.missing_minor), n=ability.length, product=show(margin.product or ""))
    )


def _risk_of_projects(risk: Risk, currency: str) -> tuple[str, str]:
    write = Alike((_at_risk_minor(risk), risk.only_one.amount_minor if risk.only_one else None), currency)
    said = [_projects_at_risk(risk, write), _single_point(risk, write)]
    if risk.is_know_how:
        said.reverse()
    if not any(said):
        if not risk.open_count:
            return _("No project is open."), "text"
        if risk.foreign_count:
            text = ngettext(
                "Can't tell yet: there is no rate for the currency of the open project.",
                "Can't tell yet: there are no rates for the currencies of the {n} open projects with an amount.",
                risk.foreign_count,
            )
            return in_a_row(text.format(n=formats.count(risk.foreign_count)), _(RATES)), "text"
        if not risk.has_amounts:
            text = ngettext(
                "Can't tell yet: the open project has no amount. Note what it is worth, its next step and contacts.",
                "Can't tell yet: none of the {n} open projects has an amount. Note what they are worth, next steps and "
                "contacts.", risk.open_count,
            )  # fmt: skip
            return text.format(n=formats.count(risk.open_count)), "text"
        if risk.without_amount:
            known = _("Each large open project of known amount has a next step and a second contact.")
            return in_a_row(known, _partly(risk)), "text"
        return _("Each large open project has a next step and a second contact."), "good"
    return write.said(in_a_row(*said)), "late"


def _at_risk_minor(risk: Risk) -> int:
    return risk.amount_minor if risk.share_percent else risk.all_minor


def _partly(risk: Risk) -> str:
    """Say of how many open projects nobody knows how large they are."""
    if not risk.without_amount:
        return ""
    text = ngettext(
        "{n} of {all} open projects has no known amount and is left out.",
        "{n} of {all} open projects have no known amount and are left out.",
        risk.without_amount,
    )
    return text.format(n=formats.count(risk.without_amount), all=formats.count(risk.open_count))


def _projects_at_risk(risk: Risk, write: Alike) -> str:
    if not risk.count or (not risk.share_percent and not risk.all_percent):
        return ""
    many = risk.without_amount >= MANY * risk.open_count
    return in_a_row(_named_at_risk(risk, write), _partly(risk) if many else "")


def _named_at_risk(risk: Risk, write: Alike) -> str:
    names = [*dict.fromkeys(show(name) for name in risk.names)]  # one customer may have two of them
    if not risk.share_percent:
        text = _(
            "{n} open projects, together {amount} or {share} of what is open, have no next step or one contact or "
            "none; the largest: {names}."
        )
        return text.format(
            n=formats.count(risk.all_count), amount=write(risk.all_minor),
            share=f"{risk.all_percent}%", names=listed(names),
        )  # fmt: skip
    text = _("{names}: together {amount}, {share} of what is open")
    if len(risk.names) == 1:
        text = _("{names}: {amount}, {share} of what is open")
    text = text.format(
        names=listed(names), share=f"{risk.share_percent}%",
        amount=write(risk.amount_minor),
    )  # fmt: skip
    if risk.one_contact == risk.count:
        return text + _(", on one contact each or none.")
    return text + _(", without a next step or on one contact or none.")


def _single_point(risk: Risk, write: Alike) -> str:
    if (one := risk.only_one) is None:
        return ""
    text = _("Only {name} can sell {product}: {times} of {all} won in two years, {amount}. Nobody else has learned it.")
    if one.times == one.of_all:
        text = _("Only {name} can sell {product}: all {all} won in two years, {amount}. Nobody else has sold it.")
    return text.format(
        name=show(one.name or "") or _("one of us"), product=show(one.product), times=one.times, all=one.of_all,
        amount=write(one.amount_minor),
    )  # fmt: skip
