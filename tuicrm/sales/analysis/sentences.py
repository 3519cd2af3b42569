"""The five sentences of the team page: words before numbers, and `can't tell yet` where the data says no more."""

from dataclasses import dataclass
from statistics import NormalDist

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, in_a_row, listed, ngettext
from tuicrm.sales.analysis.ability_words import ability_words
from tuicrm.sales.analysis.team import Decided, Help, Phase, Plan, Risk, Since, TeamPage

TEN_PERCENT = 1.2816  # of a normal distribution lies beyond so many standard deviations
HOPES = (
    (0.9, N_("the target will probably be reached")),
    (0.65, N_("the target should be reached")),
    (0.35, N_("whether the target is reached is open")),
    (0.1, N_("the target is hard to reach")),
    (0.0, N_("the target will probably be missed")),
)
"""How likely it is at least that the target is reached -> what is said of it."""
RATES = N_("Enter the rates: tuicrm rate set")
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
    step = formats.percent(abs(is_now - was) / was)
    return step if step == "0%" else f"{'+' if is_now > was else '-'}{step}"


def _plan(plan: Plan, currency: str) -> tuple[str, ...]:
    text, *rest = _so_far(plan, currency)
    if plan.without_rate:
        foreign = ngettext(
            "{n} sale in another currency has no rate and is left out.",
            "{n} sales in other currencies have no rate and are left out.",
            plan.without_rate,
        )
        text = in_a_row(text, foreign.format(n=formats.count(plan.without_rate)), _(RATES))
    return text, *rest


def _so_far(plan: Plan, currency: str) -> tuple[str, ...]:
    won = formats.short_money(plan.won_minor, currency)
    likely, low, high = (
        formats.short_money(max(plan.won_minor, plan.won_minor + plan.weighted_minor + round(step)), currency)
        for step in (0, -TEN_PERCENT * plan.spread_minor, TEN_PERCENT * plan.spread_minor)
    )
    interval = _("Eight times in ten it ends between {low} and {high}.").format(low=low, high=high)
    if plan.target_minor is None:
        text = _("{won} sold this quarter; likely {likely} with what is open. Nobody has a target yet.")
        return text.format(won=won, likely=likely), "text", interval
    target = formats.short_money(plan.target_minor, currency)
    text = _("{won} of {target} sold so far this quarter; likely {low} to {high}: {hope}.").format(
        won=won, target=target, low=low, high=high, hope=_hope(plan)
    )
    if plan.behind:
        behind = _("Behind: {teams}.").format(teams=listed(show(name) for name in plan.behind))
        text = in_a_row(text, behind)
    on_course = plan.target_so_far_minor is not None and plan.won_minor >= plan.target_so_far_minor
    return text, "good" if on_course else "still", interval


def _hope(plan: Plan) -> str:
    """Say whether the target is likely to be reached."""
    target = plan.target_minor or 0
    if plan.won_minor >= target:
        return _("the target is reached")
    above = plan.won_minor + plan.weighted_minor - target
    chance = NormalDist().cdf(above / plan.spread_minor) if plan.spread_minor else float(above >= 0)
    return _(next(words for least, words in HOPES if chance >= least))


def _risk(risk: Risk, currency: str) -> tuple[str, str]:
    if not risk.is_read:
        return _("computing ..."), "text"
    said = [_projects_at_risk(risk, currency), _single_point(risk, currency)]
    if risk.is_know_how:
        said.reverse()
    if not any(said):
        if not risk.open_count:
            return _("No project is open."), "text"
        if risk.foreign_count:
            text = ngettext(
                "Can't tell yet: there is no rate for the currency of the open project.",
                "Can't tell yet: there are no rates for the currencies of the {n} open projects with an amount.",
                risk.foreign_count,
            )
            return in_a_row(text.format(n=formats.count(risk.foreign_count)), _(RATES)), "text"
        if not risk.has_amounts:
            text = ngettext(
                "Can't tell yet: the open project has no amount. Note what it is worth, its next step and contacts.",
                "Can't tell yet: none of the {n} open projects has an amount. Note what they are worth, next steps and "
                "contacts.", risk.open_count,
            )  # fmt: skip
            return text.format(n=formats.count(risk.open_count)), "text"
        return _("Every large open project has a next step and more than one contact."), "good"
    return in_a_row(*said), "late"


def _projects_at_risk(risk: Risk, currency: str) -> str:
    if not risk.count or (not risk.share_percent and not risk.all_percent):
        return ""
    if not risk.share_percent:
        text = _(
            "{n} open projects, together {amount} or {share} percent of what is open, have no next step or one contact "
            "or none; the largest: {names}."
        )
        return text.format(
            n=formats.count(risk.all_count), amount=formats.short_money(risk.all_minor, currency),
            share=risk.all_percent, names=listed(show(name) for name in risk.names),
        )  # fmt: skip
    text = _("{names}: together {amount}, {share} percent of what is open")
    if len(risk.names) == 1:
        text = _("{names}: {amount}, {share} percent of what is open")
    text = text.format(
        names=listed(show(name) for name in risk.names), share=risk.share_percent,
        amount=formats.short_money(risk.amount_minor, currency),
    )  # fmt: skip
    if risk.one_contact == risk.count:
        return text + _(", on one contact each or none.")
    return text + _(", without a next step or on one contact or none.")


def _single_point(risk: Risk, currency: str) -> str:
    if (one := risk.only_one) is None:
        return ""
    text = _("Only {name} can sell {product}: {times} of {all} won in two years, {amount}. Nobody else has learned it.")
    return text.format(
        name=show(one.name or "") or _("one of us"), product=show(one.product), times=one.times, all=one.of_all,
        amount=formats.short_money(one.amount_minor, currency),
    )  # fmt: skip


def _help(found: Help) -> tuple[str, str]:
    if not found.is_read:
        return _("computing ..."), "text"
    if not found.can_tell:
        if found.unknown_days:
            text = ngettext(
                "Can't tell yet where new people need help: {n} person has no day of joining. Note it with the user.",
                "Can't tell yet where new people need help: {n} people have no day of joining. Note it with each user.",
                found.unknown_days,
            )
            return text.format(n=formats.count(found.unknown_days)), "text"
        if not found.new_n:
            return _("Nobody new has begun a project in these twelve months."), "text"
        return _("Can't tell yet where new people need help: too few projects of theirs have begun."), "text"
    if not found.stage:
        text = _("New people lose no more than the others at any stage, as far as {new_n} of their projects can tell.")
        return text.format(new_n=formats.count(found.new_n)), "good"
    text = _(
        "New people lose projects at {stage}: {new} of {new_n} that came there went on, {old} of the others' {old_n}."
    )
    said = text.format(
        stage=show(found.stage), new=formats.percent(found.new_rate), old=formats.percent(found.old_rate),
        new_n=formats.count(found.new_n), old_n=formats.count(found.old_n),
    )  # fmt: skip
    if found.teachers:
        names = _(" and ").join(show(name) for name in found.teachers)
        said = in_a_row(said, _("{names} could teach it.").format(names=names))
    return said, "still"


def _decided(decided: Decided, since: Since, currency: str) -> tuple[str, str]:
    if decided.on is None:
        return in_a_row(_("No review of the last two weeks noted a decision."), _since(since, currency)), "text"
    text = ngettext(
        "On {day} {n} decision: {done} done, {open} open", "On {day} {n} decisions: {done} done, {open} open",
        decided.count,
    ).format(day=formats.day(decided.on), n=decided.count, done=decided.done, open=decided.open)  # fmt: skip
    if decided.open_names:
        names = _("; ").join(show(name) for name in decided.open_names)
        text += (_(" ({names}, ...)") if decided.open > len(decided.open_names) else _(" ({names})")).format(
            names=names
        )
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
        return _("None of the projects has moved since.")
    return _("Of their projects {what} since.").format(what=listed(parts))


def _since(since: Since, currency: str) -> str:
    day = formats.day(since.since.date())
    new = ngettext("{n} new project", "{n} new projects", since.new).format(n=formats.count(since.new))
    moved = ngettext("{n} stage move", "{n} stage moves", since.moved).format(n=formats.count(since.moved))
    return _("Since {day}: {new}, {won}, {lost} lost, {moved}.").format(
        day=day, new=_worth(new, since.new_minor, currency), lost=formats.count(since.lost), moved=moved,
        won=_worth(_("{n} won").format(n=formats.count(since.won)), since.won_minor, currency),
    )  # fmt: skip


def _worth(words: str, minor: int, currency: str) -> str:
    """Put an amount behind what it is of; nothing has none."""
    return _("{what} ({money})").format(what=words, money=formats.short_money(minor, currency)) if minor else words
