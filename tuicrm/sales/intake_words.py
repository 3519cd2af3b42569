"""Who somebody is that was taken in, in words."""

from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, in_a_row, listed
from tuicrm.sales.intake import TakenIn

KNOWN_BY = {
    "registration": N_("the registration number"),
    "phone": N_("the phone"),
    "email": N_("the e-mail"),
    "domain": N_("the domain"),
    "name": N_("the name"),
}


def taken_in(taken: TakenIn) -> str:
    """Say who it was."""
    name = show(taken.name)
    if taken.is_new and taken.in_pool:
        return _("{name} is new and lies in the pool.").format(name=name)
    if taken.is_new:  # handed out by the team's rule
        return _("{name} is new and held by {owner} now.").format(name=name, owner=show(taken.owner or "?"))
    by = _(KNOWN_BY.get(taken.known_by or "", "")) or show(taken.known_by or "?")
    if taken.in_pool:
        return _("{name} is known by {by} and lies in the pool. The inquiry is on record.").format(name=name, by=by)
    told = _("{name} is known by {by} and held by {owner}, who is told.")
    known = _("{name} is known by {by} and held by {owner}. The inquiry is on record.")
    said = (told if taken.is_told else known).format(name=name, by=by, owner=show(taken.owner or "?"))
    if taken.project:
        said = in_a_row(said, _("It asks about {project}.").format(project=show(taken.project)))
    return said


def told(taken: TakenIn) -> str:
    """Say who it was, and who it may be besides."""
    said = taken_in(taken)
    if not taken.near:
        return said
    names = listed(show(one.name) for one in taken.near[:2])
    return in_a_row(said, _("Perhaps the same: {names}.").format(names=names))
