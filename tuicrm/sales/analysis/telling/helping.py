"""The fourth sentence: who needs help with what."""

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, in_a_row, listed, ngettext
from tuicrm.sales.analysis.team import Ability, Help, Risk
from tuicrm.sales.analysis.telling.risk import and_more


def help_words(found: Help, ability: Ability, risk: Risk) -> tuple[str, str]:
    """Say who needs help with what: the new, or where these are not the trouble those who are here for long."""
    if not found.is_read:
        return _("computing ..."), "text"
    text, tone = _help_of_new(found, risk)
    moved = ability.moved
    if found.can_tell and not found.stage and moved is not None and moved.is_copying_clear:
        copying = moved.term("copying")
        if copying is not None and copying.minor < 0:
            elsewhere = _("The new fall behind elsewhere: look at how many projects they begin, and how large.")
            return in_a_row(text, elsewhere), "still"
    if ability.is_worse and not found.stage:
        return in_a_row(text, _of_experienced(ability)), "still"
    return text, tone


def _of_experienced(ability: Ability) -> str:
    """Say what those need who are here for long: where the margin is thinner nobody sells worse for that."""
    margin = ability.margin
    if margin is not None and margin.is_clear and margin.now < margin.before:
        return _("Those here for long need help with prices: what they sell leaves less.")
    return _("Those here for long need help: they make less. Go through what they began and lost with each of them.")


def _new_people(found: Help) -> str:
    """Name those who are new, or call them so."""
    if not found.new:
        return _("New people")
    names = listed(show(name) for name in found.new)
    if found.more_new:
        names = and_more(names, found.more_new)
    return _("New people ({names})").format(names=names)


def _help_of_new(found: Help, risk: Risk) -> tuple[str, str]:
    if not found.can_tell:
        if found.unknown_days:
            text = ngettext(
                "Can't tell yet where new people need help: {n} person has no day of joining. Note it with the user.",
                "Can't tell yet where new people need help: {n} people have no day of joining. Note it with each user.",
                found.unknown_days,
            )
            return text.format(n=formats.count(found.unknown_days)), "text"
        if not found.new_n:
            if found.joined:
                return _("Those who joined in these twelve months have begun no project yet."), "text"
            return _("Nobody joined in these twelve months."), "text"
        return _("Can't tell yet where new people need help: too few projects of theirs have begun."), "text"
    if not found.stage:
        text = _("{new} do not lose more projects at any stage than the others ({new_n} of theirs were looked at).")
        return text.format(new=_new_people(found), new_n=formats.count(found.new_n)), "good"
    text = _(
        "{people} lose projects at {stage}: {new} of their {new_n} projects got past it, {old} of the others' {old_n}."
    )
    said = text.format(
        people=_new_people(found), stage=show(found.stage),
        new=formats.percent(found.new_rate), old=formats.percent(found.old_rate),
        new_n=formats.count(found.new_n), old_n=formats.count(found.old_n),
    )  # fmt: skip
    alone = risk.only_one.name if risk.only_one else None
    if found.teachers:
        free = [name for name in found.teachers if name != alone] or found.teachers  # who is alone has enough to do
        names = _(" and ").join(show(name) for name in free)
        said = in_a_row(said, _("{names} could teach it.").format(names=names))
    return said, "still"
