"""The second sentence: how the average ability to sell moved, and why, as far as it can be told from luck."""

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.formats import Alike
from tuicrm.plain.language import _, in_a_row, listed, ngettext
from tuicrm.sales.analysis.expansion.moving import Moved, Term, is_clear
from tuicrm.sales.analysis.expansion.wording import FROM_PEOPLE_ON, TITLES, TOO_FEW, moved_words, themselves
from tuicrm.sales.analysis.team import Ability, Margin

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
    if found is None:
        write = Alike((ability.now_minor,), currency)
        text = _("Profit per person and month is {now}; there is nothing to compare with a year ago.")
        return write.said(text.format(now=write(ability.now_minor))), "text"
    write = Alike((found.before_minor, found.now_minor), currency)
    said = [moved_words(found, write)]
    if min(found.people) < FROM_PEOPLE_ON:
        said.append(_(TOO_FEW))
    else:
        mature = found.term("mature")
        known = found.is_told or (mature is not None and is_clear(mature.bounds))
        margin = ability.margin
        is_thinner = margin is not None and margin.is_clear and margin.now < margin.before
        own = themselves(found, is_why_told=is_thinner) if known else ""
        is_open = mature is None or not is_clear(mature.bounds)
        reasons = [_new_ones(ability, found, write), _who_left(ability, found, write)]
        reasons.append(_margin(margin, write, is_but=not found.is_told))
        said += [*reasons, own] if is_open else [own, *reasons]  # what is known comes before what is not
    if ability.without_cost:
        without = ngettext(
            "{count} purchase without a recorded cost is not in this profit.",
            "{count} purchases without a recorded cost are not in this profit.",
            ability.without_cost,
        ).format(count=formats.count(ability.without_cost))
        said.append(without)
    down = found.change_minor < 0 and found.is_told
    worse = found.is_copying_clear and _minor(found, "copying") < 0
    tone = "still" if down or worse else "good" if is_clear(found.change) else "text"
    return write.said(in_a_row(*said)), tone, write.said(_bounds(found, write))


def _new_ones(ability: Ability, found: Moved, write: Alike) -> str:
    if not found.joiners:
        return ""
    lacked = found.term("lacked")
    lack = lacked is not None and is_clear(lacked.bounds) and lacked.minor < 0
    if found.is_copying_clear:
        is_more = _minor(found, "copying") < 0
        return in_a_row(_copying(found, write), _lacked(lacked, write, is_more=is_more) if lack and lacked else "")
    named = {"count": found.joiners, "soon": "" if ability.soon_minor is None else write(ability.soon_minor)}
    if not lack:
        text = ngettext(
            "{count} is new; whether that moved the average can't be told.",
            "{count} are new; whether that moved the average can't be told.",
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


def _copying(found: Moved, write: Alike) -> str:
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
    return text.format(count=found.joiners, money=write(abs(copying)))


def _lacked(lacked: Term, write: Alike, *, is_more: bool) -> str:
    """Say what any new one lacks at first; `is_more` beside what these lack."""
    text = _("But new ones always make less in their first months: that takes {money} off it.")
    if is_more:
        text = _("Besides, new ones always make less in their first months: that takes another {money}.")
    return text.format(money=write(-lacked.minor))


def _who_left(ability: Ability, found: Moved, write: Alike) -> str:
    term = found.term("leavers")
    if term is None or not ability.left:
        return ""
    if not found.are_leavers_clear:
        if not ability.is_emptied:
            return ""
        text = ngettext(
            "{count} has left; whether that moved the average can't be told.",
            "{count} have left; whether that moved the average can't be told.",
            ability.left,
        )
        return text.format(count=ability.left)
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
    return text.format(count=term.people, money=write(abs(term.minor)))


def _margin(margin: Margin | None, write: Alike, *, is_but: bool) -> str:
    """Say how the margin moved; `is_but` behind an average that did not."""
    if margin is None or not margin.is_clear:
        return ""
    named = {"before": formats.percent(margin.before), "now": formats.percent(margin.now)}
    if margin.now < margin.before:
        text = _("The margin fell from {before} to {now}, {money} a year less than at the old one")
        if is_but:
            text = _("But the margin fell from {before} to {now}, {money} a year less than at the old one")
        named["money"] = write(margin.missing_minor)
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
            _("mostly because more {product} is sold, with a margin of {now}")
            if margin.parts[1] > margin.parts[0]
            else _("mostly because less {product} is sold, with a margin of {now}")
        )
        named = {"now": formats.percent(leaves if leaves is not None else was or 0.0)}
    return text.format(product=show(margin.product), **named)


def _minor(found: Moved, name: str) -> int:
    term = found.term(name)
    return term.minor if term is not None else 0


def _bounds(found: Moved, write: Alike) -> str:
    """Say in which range change, the experienced and the learning lie."""
    named = [(_("Change"), found.change)]
    named += [(_(TITLES[one.name]), one.bounds) for one in found.terms]
    parts = [
        _("{what} {low} to {high}").format(
            what=what, low=write(round(bounds[0]), plus=True), high=write(round(bounds[1]), plus=True),
        )
        for what, bounds in named if bounds is not None
    ]  # fmt: skip
    return _("In 95 of 100: {ranges}.").format(ranges=listed(parts)) if parts else ""
