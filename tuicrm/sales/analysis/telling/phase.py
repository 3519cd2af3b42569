"""The phase in words, with the parts that it is made of."""

from tuicrm.plain import formats
from tuicrm.plain.language import N_, _, in_a_row
from tuicrm.sales.analysis.team import Phase
from tuicrm.sales.analysis.team.phase import moves

PHASES = {
    "founding": N_("Founding."),
    "expanding": N_("Expanding:"),
    "level": N_("Level:"),
    "shrinking": N_("Shrinking:"),
    "more": N_("Level with more people:"),
    "fewer": N_("Level with fewer people:"),
}


def phase_words(phase: Phase, *, profit: bool = True) -> str:
    """Name the phase with the parts that it is made of; without `profit` that is not named."""
    name = _(PHASES[_named(phase)])
    if phase.name == "founding":
        return in_a_row(name, _("There is no whole year before this one to compare with."))
    was, is_now = phase.before, phase.now
    facts = {
        "phase": name, "heads": _heads(was.heads, is_now.heads),
        "revenue": _step(was.revenue_minor, is_now.revenue_minor),
    }  # fmt: skip
    if not profit:
        return _("{phase} {heads}, revenue {revenue} in four quarters.").format(**facts)
    return _("{phase} {heads}, revenue {revenue}, profit {profit} in four quarters.").format(
        profit=_step(was.profit_minor, is_now.profit_minor), **facts
    )


def _named(phase: Phase) -> str:
    """A company whose heads moved is not called level without a word of that."""
    way = moves(phase.before.heads, phase.now.heads) if phase.name == "level" else 0
    return {1: "more", -1: "fewer"}.get(way, phase.name)


def _heads(*heads: float) -> str:
    before, now = (f"{each:.1f}".removesuffix(".0") for each in heads)
    if before == now:
        return _("heads as before ({n})").format(n=now)
    return _("{before} to {now} heads").format(before=before, now=now)


def _step(was: int, is_now: int) -> str:
    """Say by how much a figure moved; from nothing or a loss no percent can be said."""
    if was <= 0:
        return _("from a loss") if was < 0 else _("from nothing")
    step = formats.percent(abs(is_now - was) / was)
    return step if step == "0%" else f"{'+' if is_now > was else '-'}{step}"
