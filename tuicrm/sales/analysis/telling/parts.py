"""What a moved average is made up of, in parts that add up as they are read."""

from tuicrm.plain.formats import Alike
from tuicrm.plain.language import _, listed, ngettext
from tuicrm.sales.analysis.expansion.moving import Moved, Term, is_clear
from tuicrm.sales.analysis.expansion.wording import FROM_PEOPLE_ON, TITLES, since_words
from tuicrm.sales.analysis.team.phase import moves

MOST = 3
"""So many parts are named, the largest; what else moved it is the rest."""
NEVER = ("hardly", "nobody")
"""Parts of which no director can do anything."""


def parts_words(found: Moved, write: Alike) -> str:
    """Say what the change comes from: what is no luck, the largest first, and the rest; "" if none is told."""
    chosen = clear_parts(found)
    moved, written, rest = write.adding_up(found.before_minor, found.now_minor, [one.minor for one in chosen])
    named = [_("{what} {money}").format(what=_what(one, found), money=money)
             for one, money in zip(chosen, written, strict=True) if money]  # fmt: skip
    if not moved or not named or (not rest and chosen[0].name == "mature"):  # that it is all theirs is said of them
        return ""
    if rest:
        named.append(_("the rest {money}").format(money=rest))
    text = _("The rise of {money}: {parts}.") if moved[0] == "+" else _("The fall of {money}: {parts}.")
    return text.format(money=moved[1:], parts=listed(named))


def beyond_luck_words(found: Moved, write: Alike) -> str:
    """Say what is no luck within an average that did not move."""
    chosen = [one for one in clear_parts(found) if one.name in ("copying", "leavers")]
    __, written, __rest = write.adding_up(found.before_minor, found.now_minor, [one.minor for one in chosen])
    named = [_("{what} {money}").format(what=_what(one, found), money=money)
             for one, money in zip(chosen, written, strict=True) if money]  # fmt: skip
    return _("No luck in it: {parts}.").format(parts=listed(named)) if named else ""


def clear_parts(found: Moved) -> list[Term]:
    """The parts that are beyond luck, the largest first."""
    held = {"copying": found.is_copying_clear, "leavers": found.are_leavers_clear}
    clear = [
        one for one in found.terms
        if one.minor and one.name not in NEVER and held.get(one.name, is_clear(one.bounds))
    ]  # fmt: skip
    return sorted(clear, key=lambda one: -abs(one.minor))[:MOST]


def total_words(found: Moved, length: int, currency: str) -> str:
    """Say what all make together, and how many they are: an average hides that half of the people left."""
    before, now = (
        round(minor * months) for minor, months in zip((found.before_minor, found.now_minor), found.months, strict=True)
    )
    write = Alike((before, now), currency)
    way, is_judged = moves(before, now), found.is_told and min(found.people) >= FROM_PEOPLE_ON
    if not way or not (is_judged or moves(*found.months)):
        total = _("Total profit of {n} months is {now}, a year before {before}")
    elif way < 0:
        total = _("Total profit of {n} months fell from {before} to {now}")
    else:
        total = _("Total profit of {n} months rose from {before} to {now}")
    heads_before, heads_now = (_heads(months / length) for months in found.months)
    if heads_before == heads_now:
        people = ngettext(
            "with {now} person on average, as before", "with {now} people on average, as before", _many(heads_now)
        )
    else:
        people = ngettext(
            "with {now} person on average, {before} before",
            "with {now} people on average, {before} before",
            _many(heads_now),
        )
    return _("{total}, {people}.").format(
        total=total.format(n=length, before=write(before), now=write(now)),
        people=people.format(before=heads_before, now=heads_now),
    )


def _heads(heads: float) -> str:
    """Whole people; of fewer than three a tenth counts."""
    return f"{heads:.0f}" if heads >= 3 else f"{heads:.1f}".removesuffix(".0")


def _many(heads: str) -> int:
    return 1 if heads == "1" else 2


def _what(one: Term, found: Moved) -> str:
    match one.name:
        case "mature":
            return _("those here for over {since}").format(since=since_words(found.mature_months))
        case "maturing":
            return _("those who had joined by then")
        case "worked":
            return _("who worked how much")
        case "lacked" if one.minor < 0:
            return ngettext("{n} new one still learning", "{n} new ones still learning", found.joiners).format(
                n=found.joiners
            )
        case "lacked" | "joiners":
            return ngettext("{n} new one", "{n} new ones", found.joiners).format(n=found.joiners)
        case "copying" if one.minor < 0:
            return _("new ones weaker than earlier new ones")
        case "copying":
            return _("new ones better than earlier new ones")
        case "leavers" if one.minor < 0:
            return _("{n} who left and made more than the others").format(n=one.people)
        case "leavers":
            return _("{n} who left and made less than the others").format(n=one.people)
    return _(TITLES[one.name])
