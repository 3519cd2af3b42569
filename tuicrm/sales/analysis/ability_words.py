"""The second sentence: how the average ability to sell moved, and why, as far as it can be told from luck."""

from tuicrm.plain import formats
from tuicrm.plain.language import _, in_a_row, ngettext
from tuicrm.sales.analysis.expansion.moving import Moved, is_clear
from tuicrm.sales.analysis.expansion.wording import FROM_PEOPLE_ON, TITLES, moved_words, themselves
from tuicrm.sales.analysis.team import Ability


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
        said.append(_("From five people on it says more."))
    else:
        mature = found.term("mature")
        known = found.is_told or (mature is not None and is_clear(mature.bounds))
        said += [themselves(found) if known else "", _new_ones(ability, found, currency)]
    if ability.without_cost:
        without = ngettext(
            "{count} purchase has no cost and is left out.",
            "{count} purchases have no cost and are left out.",
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
    copying = _minor(found, "copying")
    if found.is_copying_clear:
        if copying < 0:
            text = ngettext(
                "{count} is new and learns less than those before at the same age: that costs {money}.",
                "{count} are new and learn less than those before them at the same age: that costs {money}.",
                found.joiners,
            )
        else:
            text = ngettext(
                "{count} is new and learns more than those before at the same age: that brings {money}.",
                "{count} are new and learn more than those before them at the same age: that brings {money}.",
                found.joiners,
            )
        return text.format(count=found.joiners, money=formats.short_money(abs(copying), currency))
    if ability.soon_minor is None:
        return ngettext("{count} is new.", "{count} are new.", found.joiners).format(count=found.joiners)
    return ngettext(
        "{count} is new; if they learn like the last ones and nobody else comes, you are at {soon} in four months.",
        "{count} are new; if they learn like the last ones and nobody else comes, you are at {soon} in four months.",
        found.joiners,
    ).format(count=found.joiners, soon=formats.short_money(ability.soon_minor, currency))


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
    return _("In 95 of 100: {ranges}.").format(ranges=", ".join(parts)) if parts else ""
