"""The second sentence: how the average ability to sell moved, and why, as far as it can be told from luck."""

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, in_a_row, listed, ngettext
from tuicrm.sales.analysis.expansion.moving import Moved, Term, is_clear
from tuicrm.sales.analysis.expansion.wording import FROM_PEOPLE_ON, TITLES, TOO_FEW, moved_words, themselves
from tuicrm.sales.analysis.team import Ability, Margin

MANY = 0.25
"""Of who sold then so many have to have left to be spoken of, where it moved nothing that can be told."""
GAINS = 1.01
"""Less than a hundredth more in four months is no promise."""


def ability_words(ability: Ability, currency: str) -> tuple[str, ...]:
    """Give the sentence, its tone and the ranges behind it."""
    found = ability.moved
    if ability.now_minor is None:
        return _(
            "Profit per person and month is not known yet: it takes a whole month with purchases and their cost,"
            " and days of joining."
        ), "text"
    named = {"now": formats.short_money(ability.now_minor, currency)}
    if found is None:
        return _("Profit per person and month is {now}; there is nothing to compare with a year ago.").format(
            **named
        ), "text"
    said = [moved_words(found, currency)]
    if min(found.people) < FROM_PEOPLE_ON:
        said.append(_(TOO_FEW))
    else:
        mature = found.term("mature")
        known = found.is_told or (mature is not None and is_clear(mature.bounds))
        own = themselves(found) if known else ""
        is_open = mature is None or not is_clear(mature.bounds)
        reasons = [_new_ones(ability, found, currency), _who_left(ability, found, currency)]
        reasons.append(_margin(ability.margin, currency))
        said += [*reasons, own] if is_open else [own, *reasons]  # what is known comes before what is not
    if ability.without_cost:
        without = ngettext(
            "{count} purchase has no cost on record and is left out.",
            "{count} purchases have no cost on record and are left out.",
            ability.without_cost,
        ).format(count=formats.count(ability.without_cost))
        said.append(without)
    down = found.change_minor < 0 and found.is_told
    worse = found.is_copying_clear and _minor(found, "copying") < 0
    tone = "still" if down or worse else "good" if is_clear(found.change) else "text"
    return in_a_row(*said), tone, _bounds(found, currency)


def _new_ones(ability: Ability, found: Moved, currency: str) -> str:
    if not found.joiners:
        return ""
    lacked = found.term("lacked")
    lack = lacked is not None and is_clear(lacked.bounds) and lacked.minor < 0
    if found.is_copying_clear:
        return in_a_row(_copying(found, currency), _lacked(lacked, currency) if lack and lacked is not None else "")
    named = {"count": found.joiners, "soon": formats.short_money(ability.soon_minor, currency)}
    if not lack:
        text = ngettext(
            "{count} is new: whether that moved it can't be told.",
            "{count} are new: whether that moved it can't be told.",
            found.joiners,
        )
    elif ability.soon_minor is not None and ability.soon_minor > GAINS * found.now_minor:
        text = ngettext(
            "{count} is new and makes less at first; learning like the last ones makes it about {soon} in four months.",
            "{count} are new and make less at first; if they learn like the last ones and nobody else comes or goes, "
            "it will be about {soon} in four months.",
            found.joiners,
        )
    else:
        text = ngettext(
            "{count} is new and makes less, as those before did at first.",
            "{count} are new and make less, as those before them did at first.",
            found.joiners,
        )
    return text.format(**named)


def _copying(found: Moved, currency: str) -> str:
    copying = _minor(found, "copying")
    if copying < 0:
        text = ngettext(
            "{count} is new and makes less than earlier ones after as many months: that takes {money} off the average.",
            "{count} are new and make less than earlier ones after as many months: that takes {money} off the average.",
            found.joiners,
        )
    else:
        text = ngettext(
            "{count} is new and makes more than earlier ones after as many months: that adds {money} to the average.",
            "{count} are new and make more than earlier ones after as many months: that adds {money} to the average.",
            found.joiners,
        )
    return text.format(count=found.joiners, money=formats.short_money(abs(copying), currency))


def _lacked(lacked: Term, currency: str) -> str:
    text = _("That new ones make less at first takes {money} more.")
    return text.format(money=formats.short_money(-lacked.minor, currency))


def _who_left(ability: Ability, found: Moved, currency: str) -> str:
    term = found.term("leavers")
    if term is None or not ability.left:
        return ""
    if not found.are_leavers_clear:
        if ability.left < MANY * found.people[0]:
            return ""
        text = ngettext(
            "Of the {all} who sold a year before, {count} has left.",
            "Of the {all} who sold a year before, {count} have left.",
            ability.left,
        )
        return text.format(count=ability.left, all=found.people[0])
    if term.minor < 0:
        text = ngettext(
            "{count} left who had made more than the others: that takes {money} off the average.",
            "{count} left who had made more than the others: that takes {money} off the average.",
            term.people,
        )
    else:
        text = ngettext(
            "{count} left who had made less than the others: that adds {money} to the average.",
            "{count} left who had made less than the others: that adds {money} to the average.",
            term.people,
        )
    return text.format(count=term.people, money=formats.short_money(abs(term.minor), currency))


def _margin(margin: Margin | None, currency: str) -> str:
    if margin is None or not margin.is_clear:
        return ""
    named = {"before": formats.percent(margin.before), "now": formats.percent(margin.now)}
    if margin.now < margin.before:
        text = _("The margin fell from {before} to {now}, which costs {money} a year")
        named["money"] = formats.short_money(margin.missing_minor, currency)
    else:
        text = _("The margin rose from {before} to {now}")
    return text.format(**named) + (_(": {why}.").format(why=why) if (why := _why(margin)) else _("."))


def _why(margin: Margin) -> str:
    """Name the product that a margin moved by."""
    was, leaves = margin.margins
    if not margin.product or (leaves is None and was is None):
        return ""
    if not margin.is_mix and was is not None and leaves is not None:
        text = _("mostly {product}, with a margin of {now} and not {before}")
        named = {"now": formats.percent(leaves), "before": formats.percent(was)}
    else:
        text = (
            _("mostly more {product}, with a margin of {now}")
            if margin.parts[1] > margin.parts[0]
            else _("mostly less {product}, with a margin of {now}")
        )
        named = {"now": formats.percent(leaves if leaves is not None else was or 0.0)}
    return text.format(product=show(margin.product), **named)


def _minor(found: Moved, name: str) -> int:
    term = found.term(name)
    return term.minor if term is not None else 0


def _bounds(found: Moved, currency: str) -> str:
    """Say in which range change, the experienced and the learning lie."""
    named = [(_("Change"), found.change)]
    named += [(_(TITLES[one.name]), one.bounds) for one in found.terms]
    parts = [
        _("{what} {low} to {high}").format(
            what=what, low=formats.short_money(round(bounds[0]), currency, plus=True),
            high=formats.short_money(round(bounds[1]), currency, plus=True),
        )
        for what, bounds in named if bounds is not None
    ]  # fmt: skip
    return _("In 95 of 100: {ranges}.").format(ranges=listed(parts)) if parts else ""
