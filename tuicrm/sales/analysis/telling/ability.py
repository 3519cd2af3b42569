"""The second sentence: how the average ability to sell moved, and why, as far as it can be told from luck."""

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.formats import Alike
from tuicrm.plain.language import _, in_a_row, listed, ngettext
from tuicrm.sales.analysis.expansion.moving import Moved, is_clear
from tuicrm.sales.analysis.expansion.wording import FROM_PEOPLE_ON, TITLES, TOO_FEW, moved_words, themselves
from tuicrm.sales.analysis.team import Ability, Margin
from tuicrm.sales.analysis.telling.parts import beyond_luck_words, clear_parts, parts_words, total_words

GAINS = 1.01
"""Less than a hundredth more in four months is no promise."""
MUCH = 0.1
"""A total that is less by so much is bad news, whatever the average."""
BROUGHT, ABOVE = 0.1, 1.5
"""Who left is spoken of if they brought so much of the profit, and so many times what their time at work was of it."""
MORE = 0.05
"""Who sells more by so much is said to."""


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
    said = [moved_words(found, write), total_words(found, ability.length, currency)]
    if min(found.people) < FROM_PEOPLE_ON:
        said.append(_(TOO_FEW))
    else:
        said += _reasons(ability, found, write)
    if ability.without_cost:
        without = ngettext(
            "{count} purchase has no recorded cost and is left out.",
            "{count} purchases have no recorded cost and are left out.",
            ability.without_cost,
        ).format(count=formats.count(ability.without_cost))
        said.append(without)
    return write.said(in_a_row(*said)), _tone(found), write.said(_bounds(found, write))


def _tone(found: Moved) -> str:
    """Bad news is a lower average or total, and new ones who are weaker than those before."""
    down = found.change_minor < 0 and found.is_told
    weaker = any(one.name == "copying" and one.minor < 0 for one in clear_parts(found))
    before, now = (minor * months for minor, months in zip(found.averages, found.months, strict=True))
    if down or weaker or before - now > MUCH * abs(before):
        return "still"
    return "good" if is_clear(found.change) else "text"


def _reasons(ability: Ability, found: Moved, write: Alike) -> list[str]:
    """Say what moved it: what is known comes before what is not."""
    mature, margin = found.term("mature"), ability.margin
    is_known = mature is not None and is_clear(mature.bounds)
    is_thinner = margin is not None and margin.is_clear and margin.now < margin.before
    parts = parts_words(found, write) if found.is_told else beyond_luck_words(found, write)
    is_named = bool(parts) and found.is_told and mature in clear_parts(found)
    own = themselves(found, is_why_told=is_thinner, is_part_told=is_named) if found.is_told or is_known else ""
    told = [_margin(margin, found, write), _best_left(found), _learning(ability, found, write), _untold(ability, found)]
    return [parts, own, *told] if is_known else [parts, *told, own]


def _learning(ability: Ability, found: Moved, write: Alike) -> str:
    """Say where it is when those who are new have learned."""
    if not found.joiners or found.is_copying_clear or not _is_lack_clear(found):
        return ""
    if ability.soon_minor is not None and ability.soon_minor > GAINS * found.now_minor:
        text = _(
            "If the new ones learn like the last ones and nobody else comes or goes, it will be about {soon} in four "
            "months."
        )
        return text.format(soon=write(ability.soon_minor))
    if found.is_told:
        return ""
    text = ngettext(
        "{count} is new and makes less, as those before did at first.",
        "{count} are new and make less, as those before them did at first.",
        found.joiners,
    )
    return text.format(count=found.joiners)


def _untold(ability: Ability, found: Moved) -> str:
    """Count who came and went where that says nothing of the average."""
    came = found.joiners if not found.is_copying_clear and not _is_lack_clear(found) else 0
    went = ability.left if ability.is_emptied and not found.are_leavers_clear else 0
    if came and went:
        text = _("{came} new, {went} gone: whether that moved the average can't be told.")
    elif came:
        text = _("{came} new: whether that moved the average can't be told.")
    elif went:
        text = _("{went} gone: whether that moved the average can't be told.")
    else:
        return ""
    return text.format(came=came, went=went)


def _best_left(found: Moved) -> str:
    """Count what those brought who left, where they were too few to tell more: of one best seller no test ever can."""
    left = found.term("leavers")
    if (
        left is None
        or not left.before_minor
        or not found.is_told
        or found.change_minor >= 0
        or left in clear_parts(found)
    ):
        return ""
    share = left.before_minor * left.months / (found.before_minor * found.months[0]) if found.before_minor > 0 else 0.0
    if share < BROUGHT or share < ABOVE * left.months / found.months[0]:
        return ""
    text = ngettext(
        "{n} who left had brought {share} of the profit of the year before.",
        "{n} who left had brought {share} of the profit of the year before.",
        left.people,
    )
    return text.format(n=left.people, share=formats.percent(share))


def _is_lack_clear(found: Moved) -> bool:
    lacked = found.term("lacked")
    return lacked is not None and is_clear(lacked.bounds) and lacked.minor < 0


def _margin(margin: Margin | None, found: Moved, write: Alike) -> str:
    """Say how the margin moved, and what the average would be at the old one."""
    if margin is None or not margin.is_clear:
        return ""
    named = {"before": formats.percent(margin.before), "now": formats.percent(margin.now)}
    why = _(": {why}.").format(why=why) if (why := _why(margin)) else _(".")
    if margin.now > margin.before:
        return _("The margin rose from {before} to {now}").format(**named) + why
    text = _("The margin fell from {before} to {now}")
    more = margin.more(found.months)
    if not found.is_told and more >= MORE:
        text = _("Each sells {more} more, but the margin fell from {before} to {now}")
        named["more"] = formats.percent(more)
    elif not found.is_told:
        text = _("But the margin fell from {before} to {now}")
    at_old = found.now_minor + round(margin.missing_minor / found.months[1])
    would = _("At {before} the profit per person would be about {money}.").format(money=write(at_old), **named)
    return in_a_row(text.format(**named) + why, would)


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
