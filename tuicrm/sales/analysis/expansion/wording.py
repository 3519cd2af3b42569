"""What the figures of the moved average say, in sentences; `can't tell yet` where they carry no more."""

from tuicrm.plain import formats
from tuicrm.plain.formats import Alike
from tuicrm.plain.language import N_, _, in_a_row, listed, ngettext
from tuicrm.sales.analysis.expansion.moving import JUDGED, Moved, Term, is_clear

FROM_PEOPLE_ON = 5
TOO_FEW = N_("Fewer than five people sell: too few to tell why it moved.")
TITLES = {
    "mature": N_("the experienced"),
    "maturing": N_("those who ripen"),
    "worked": N_("time at work"),
    "lacked": N_("joiners' ramp"),
    "copying": N_("joiners' learning"),
    "joiners": N_("joiners"),
    "moved_in": N_("moved in"),
    "leavers": N_("who left"),
    "moved_out": N_("moved out"),
    "hardly": N_("hardly there"),
    "replaced": N_("all others"),
    "nobody": N_("nobody at work"),
}
"""The reasons, as short as a bar's label has to be."""


def sentences(found: Moved, currency: str) -> list[str]:
    """Word what moved the average, the plain answer first."""
    write = Alike((found.before_minor, found.now_minor), currency)
    said = [write.said(moved_words(found, write))]
    if min(found.people) < FROM_PEOPLE_ON:
        return [*said, _(TOO_FEW)]
    said += [
        one for one in (_experienced(found, currency), _largest(found, currency), _joiners(found, currency)) if one
    ]
    nobody = found.term("nobody")
    if nobody is not None and abs(nobody.minor) * 20 > abs(found.before_minor):
        text = _(
            "{money} of it is credited to nobody at work: bought without a project, won by leads or by who had left."
        )
        said.append(text.format(money=_change(nobody.minor, currency)))
    return said


def moved_words(found: Moved, write: Alike) -> str:
    """Say how the average moved, for the page and the block alike: what may be luck is no change."""
    if min(found.people) < FROM_PEOPLE_ON:
        text = _("Profit per person and month is {now}, a year before {before}.")
    elif not found.is_told:
        text = _(
            "Profit per person and month is {now}, a year before {before}: no change that we can tell from luck"
            " (only more than {luck} would show)."
        )
    elif found.change_minor < 0:
        text = _("Profit per person and month fell from {before} to {now}.")
    else:
        text = _("Profit per person and month rose from {before} to {now}.")
    return text.format(before=write(found.before_minor), now=write(found.now_minor), luck=write(_luck(found)))


def _luck(found: Moved) -> int:
    """How far the average moves here by luck alone: half of the range of its change, and no less than it moved."""
    low, high = found.change or (0.0, 0.0)
    return max(round((high - low) / 2), abs(found.change_minor))


def themselves(found: Moved, *, is_why_told: bool = False, is_part_told: bool = False) -> str:
    """Say whether the experienced got better or worse, for the page and the block alike, and who these are.

    Args:
        is_why_told: why they are worse is said elsewhere.
        is_part_told: what they make more is among the parts that are said.
    """
    mature = found.term("mature")
    if mature is None or not mature.people:
        return ""
    text = _of_themselves(found, mature, is_part_told=is_part_told)
    if mature.minor < 0 and is_clear(mature.bounds) and not found.is_simpson:
        text = (
            _("Those here for over {since} make less than a year before; the margin is one reason.")
            if is_why_told
            else text
        )
    return text.format(since=since_words(found.mature_months))


def since_words(months: int) -> str:
    """Say how long the experienced are there."""
    years, rest = divmod(months, 12)
    if rest:
        return ngettext("{n} month", "{n} months", months).format(n=months)
    return _("{n} years").format(n=years)


def _of_themselves(found: Moved, mature: Term, *, is_part_told: bool) -> str:
    falls = found.is_told and found.change_minor < 0
    if not is_clear(mature.bounds):
        if falls:
            return _("Whether those here for over {since} got worse can't be told yet.")
        return _("Whether those here for over {since} got better can't be told yet.")
    if mature.minor < 0:
        if found.is_simpson:
            return _("Those here for over {since} make less, and the average is higher all the same: others cover it.")
        return _(
            "Those here for over {since} make less than a year before; why, figures alone do not say: look at how many"
            " projects they begin, what they lost, and at prices."
        )
    better = _("Those here for over {since} make more than a year before.")
    if not falls:
        return better
    probably = _("Probably not because people got worse.")
    if found.is_of_the_new and found.is_copying_clear:
        probably = _("Probably because of the new ones, not because the others got worse.")
    elif found.is_of_the_new:
        probably = _("Probably because many are new, not because people got worse.")
    return probably if is_part_told else in_a_row(probably, better)


def _experienced(found: Moved, currency: str) -> str:
    mature = found.term("mature")
    if mature is None or not mature.people:
        return _("Nobody was there long enough to say whether the experienced got better.")
    return in_a_row(themselves(found), _("That makes {money} of it.").format(money=_change(mature.minor, currency)))


def _largest(found: Moved, currency: str) -> str:
    """The reasons beside them that are more than luck, the largest first."""
    clear = [one for one in found.terms if is_clear(one.bounds) and one.minor and one.name not in ("mature", "copying")]
    clear.sort(key=lambda one: -abs(one.minor))
    if not clear:
        return ""
    parts = listed(f"{_(TITLES[one.name])} {_change(one.minor, currency)}" for one in clear[:3])
    return _("Beyond luck moved it: {parts}.").format(parts=parts)


def _joiners(found: Moved, currency: str) -> str:
    if not found.joiners:
        return ""
    joined = ngettext("{n} joined", "{n} joined", found.joiners).format(n=found.joiners)
    whole, lacked, copying = found.term("joiners"), found.term("lacked"), found.term("copying")
    if lacked is None or copying is None:
        money = _change(whole.minor if whole else 0, currency)
        text = _("{joined}: {money}. There is no earlier cohort to compare with, so nothing is said of how they learn.")
        return text.format(joined=joined, money=money)
    text = _("{joined}: what earlier joiners lacked at first, too, makes {money}; it passes as they learn.")
    if found.lasting_minor is not None and found.lasting_minor < 0 and lacked.minor < 0:
        text = _(
            "{joined}: what earlier joiners lacked at first, too, makes {money}; of it {lasting} stays: they never "
            "reached the others."
        )
    said = text.format(
        joined=joined, money=_change(lacked.minor, currency), lasting=_change(found.lasting_minor or 0, currency)
    )
    return in_a_row(said, _copying(found, copying, currency))


def _copying(found: Moved, copying: Term, currency: str) -> str:
    money, plain = _change(copying.minor, currency), _change(found.plain_minor or 0, currency)
    if found.seasoned < JUDGED:
        return _("How they learn says nothing yet: it takes three joiners with three months.")
    if not found.is_copying_clear:
        text = _("Can't tell yet whether they learn otherwise than earlier ones ({money}; in plain money {plain}).")
        return text.format(money=money, plain=plain)
    if copying.minor < 0:
        text = _(
            "They make less than earlier joiners after as many months: {money} (in plain money {plain}). What good "
            "people know is not passed on."
        )
    else:
        text = _("They make more than earlier joiners after as many months: {money} (in plain money {plain}).")
    return text.format(money=money, plain=plain)


def _change(minor: int, currency: str) -> str:
    return formats.short_money(minor, currency, plus=True)
