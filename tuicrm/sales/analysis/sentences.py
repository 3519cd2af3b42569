"""The five sentences of the team page: words before numbers, and `can't tell yet` where the data says no more."""

from dataclasses import dataclass

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, in_a_row, ngettext
from tuicrm.sales.analysis.ability_words import ability_words
from tuicrm.sales.analysis.team import Decided, Help, Phase, Plan, Risk, Since, TeamPage

TEN_PERCENT = 1.2816  # of a normal distribution lies beyond so many standard deviations
NAMES = {
    "plan": N_("Plan"),
    "ability": N_("Ability"),
    "risk": N_("Risk"),
    "help": N_("Help"),
    "decided": N_("Decided"),
}


PHASES = {
    "founding": N_("Founding."),
    "expanding": N_("Expanding:"),
    "level": N_("Level:"),
    "shrinking": N_("Shrinking:"),
}


@dataclass(frozen=True)
class Sentence:
    """One of the five.

    Attributes:
        tone: whether it is good or bad news: good, still, late or text.
        interval: how sure its figures are, for who asks; "" where it has none.
    """

    key: str
    name: str
    text: str
    tone: str = "text"
    interval: str = ""


def sentences(page: TeamPage) -> tuple[Sentence, ...]:
    """Word the figures of a team page, in the language of the moment."""
    said = (
        ("plan", *_plan(page.plan, page.currency)),
        ("ability", *ability_words(page.ability, page.currency)),
        ("risk", *_risk(page.risk, page.currency)),
        ("help", *_help(page.help)),
        ("decided", *_decided(page.decided, page.since, page.currency)),
    )
    return tuple(Sentence(key, _(NAMES[key]), *told) for key, *told in said)


def phase_words(phase: Phase, *, profit: bool = True) -> str:
    """Name the phase with the parts that it is made of; without `profit` that is not named."""
    name = _(PHASES[phase.name])
    if phase.name == "founding":
        return in_a_row(name, _("There is no whole year before this one to compare with."))
    was, is_now = phase.before, phase.now
    facts = {
        "phase": name, "before": _heads(was.heads), "now": _heads(is_now.heads),
        "revenue": _step(was.revenue_minor, is_now.revenue_minor),
    }  # fmt: skip
    if not profit:
        return _("{phase} {before} to {now} heads, revenue {revenue} in four quarters.").format(**facts)
    return _("{phase} {before} to {now} heads, revenue {revenue}, profit {profit} in four quarters.").format(
        profit=_step(was.profit_minor, is_now.profit_minor), **facts
    )


def _heads(heads: float) -> str:
    return f"{heads:.1f}".removesuffix(".0")


def _step(was: int, is_now: int) -> str:
    """Say by how much a figure moved; from nothing or a loss no percent can be said."""
    if was <= 0:
        return _("from a loss") if was < 0 else _("from nothing")
    return f"{'+' if is_now >= was else '-'}{formats.percent(abs(is_now - was) / was)}"


def _plan(plan: Plan, currency: str) -> tuple[str, ...]:
    won = formats.short_money(plan.won_minor, currency)
    likely, low, high = (
        formats.short_money(max(plan.won_minor, plan.won_minor + plan.weighted_minor + round(step)), currency)
        for step in (0, -TEN_PERCENT * plan.spread_minor, TEN_PERCENT * plan.spread_minor)
    )
    interval = _("Eight times in ten it ends between {low} and {high}.").format(low=low, high=high)
    if plan.target_minor is None:
        text = _("{won} won this quarter; likely {likely} with what is open. Nobody has a target yet.")
        return text.format(won=won, likely=likely), "text", interval
    text = _("{won} of {target} so far this quarter; likely {low} to {high}.").format(
        won=won, target=formats.short_money(plan.target_minor, currency), low=low, high=high
    )
    if plan.behind:
        behind = _("Behind: {teams}.").format(teams=", ".join(show(name) for name in plan.behind))
        text = in_a_row(text, behind)
    on_course = plan.target_so_far_minor is not None and plan.won_minor >= plan.target_so_far_minor
    return text, "good" if on_course else "still", interval


def _risk(risk: Risk, currency: str) -> tuple[str, str]:
    said = [_projects_at_risk(risk, currency), _single_point(risk, currency)]
    if risk.only_one is not None and risk.only_one.amount_minor > risk.amount_minor:
        said.reverse()
    if not any(said):
        return _("No large open project stands without a next step or on a single contact."), "good"
    return in_a_row(*said), "late"


def _projects_at_risk(risk: Risk, currency: str) -> str:
    if not risk.count:
        return ""
    text = _("{names}: {amount}, {share} percent of what is open").format(
        names=", ".join(show(name) for name in risk.names), share=risk.share_percent,
        amount=formats.short_money(risk.amount_minor, currency),
    )  # fmt: skip
    if risk.one_contact == risk.count:
        return text + ", " + _("one contact each at most.")
    return text + ", " + _("without a next step or with one contact.")


def _single_point(risk: Risk, currency: str) -> str:
    if (one := risk.only_one) is None:
        return ""
    text = (
        _("Only one of us has ever won {product}: {times} times in two years, {amount}.")
        if one.name is None
        else _("Only {name} has ever won {product}: {times} times in two years, {amount}.")
    )
    return text.format(
        name=show(one.name or ""), product=show(one.product), times=one.times,
        amount=formats.short_money(one.amount_minor, currency),
    )  # fmt: skip


def _help(found: Help) -> tuple[str, str]:
    if found.stage is None or found.new_rate is None or found.old_rate is None:
        return _("Can't tell yet where new people need help: too few projects of theirs are settled."), "text"
    text = _("New people lose projects at {stage}: {new} go on ({new_n}), of the others' {old} ({old_n}).").format(
        stage=show(found.stage), new=formats.percent(found.new_rate), old=formats.percent(found.old_rate),
        new_n=found.new_n, old_n=found.old_n,
    )  # fmt: skip
    if not found.is_clear:
        return in_a_row(text, _("That may still be luck.")), "text"
    if found.teachers:
        names = ", ".join(show(name) for name in found.teachers)
        not_they = ngettext("{names} does not.", "{names} do not.", len(found.teachers)).format(names=names)
        text = in_a_row(text, not_they)
    return text, "still"


def _decided(decided: Decided, since: Since, currency: str) -> tuple[str, str]:
    if decided.on is None:
        return in_a_row(_("No review decided anything in the last two weeks."), _since(since, currency)), "text"
    text = ngettext(
        "On {day} {n} decision: {done} done, {open} open", "On {day} {n} decisions: {done} done, {open} open",
        decided.count,
    ).format(day=formats.day(decided.on), n=decided.count, done=decided.done, open=decided.open)  # fmt: skip
    if decided.open_names:
        names = "; ".join(show(name) for name in decided.open_names)
        text += _(" ({names}, ...)").format(names=names) if decided.open > len(decided.open_names) else f" ({names})"
    late = ngettext("{n} is late.", "{n} are late.", decided.late).format(n=decided.late) if decided.late else ""
    return in_a_row(text + _("."), late, _came_of_it(decided)), "still" if decided.late else "text"


def _came_of_it(decided: Decided) -> str:
    parts = [
        words.format(n=number)
        for words, number in (
            (_("{n} won"), decided.won), (_("{n} moved on"), decided.moved), (_("{n} lost"), decided.lost)
        )
        if number
    ]  # fmt: skip
    if not parts:
        return _("None of their projects has moved since.")
    return _("Of their projects {what} since.").format(what=", ".join(parts))


def _since(since: Since, currency: str) -> str:
    day = formats.day(since.since.date())
    new = ngettext("{n} new project ({money})", "{n} new projects ({money})", since.new)
    moved = ngettext("{n} move", "{n} moves", since.moved)
    return _("Since {day}: {new}, {won} won ({won_money}), {lost} lost, {moved}.").format(
        day=day, new=new.format(n=since.new, money=formats.short_money(since.new_minor, currency)), won=since.won,
        won_money=formats.short_money(since.won_minor, currency), lost=since.lost, moved=moved.format(n=since.moved),
    )  # fmt: skip
