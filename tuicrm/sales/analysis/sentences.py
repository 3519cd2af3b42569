"""The five sentences of the team page: words before numbers, and `can't tell yet` where the data says no more."""

from dataclasses import dataclass
from statistics import NormalDist

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.formats import Alike
from tuicrm.plain.language import N_, _, in_a_row, listed, ngettext
from tuicrm.sales.analysis.ability_words import ability_words
from tuicrm.sales.analysis.team import Ability, Decided, Help, Phase, Plan, Risk, Since, TeamPage

TEN_PERCENT = 1.2816  # of a normal distribution lies beyond so many standard deviations
HOPES = (
    (0.95, N_("the target is as good as reached")),
    (0.65, N_("the target will probably be reached ({n} in 10)")),
    (0.35, N_("whether the target is reached is open ({n} in 10)")),
    (0.05, N_("the target will probably be missed ({n} in 10 that it is reached)")),
    (0.0, N_("the target will be missed as things stand")),
)
"""How likely it is at least that the target is reached -> what is said of it."""
LIKELY = 0.65
"""Of so much what has no rate can only be more."""
MANY = 0.1
"""Of the open projects so many have to be of unknown amount to be spoken of beside the others."""
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
        ("risk", *_risk(page.risk, page.ability, page.currency)),
        ("help", *_help(page.help, page.ability, page.risk)),
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
    if not (without := _without_rate(plan)):
        return _so_far(plan, currency)
    text, tone, interval = _so_far(plan, currency)
    return in_a_row(text, without, _(RATES)), tone, interval


def _without_rate(plan: Plan) -> str:
    """Count what is not in the sums of a plan, because nobody knows what it is worth at home."""
    sold = ngettext(
        "{n} sale in another currency has no rate and is left out.",
        "{n} sales in other currencies have no rate and are left out.",
        plan.without_rate,
    ).format(n=formats.count(plan.without_rate))  # fmt: skip
    opened = ngettext(
        "{n} open project in another currency has no rate and is left out.",
        "{n} open projects in other currencies have no rate and are left out.",
        plan.open_without_rate,
    ).format(n=formats.count(plan.open_without_rate))  # fmt: skip
    return in_a_row(sold if plan.without_rate else "", opened if plan.open_without_rate else "")


def _so_far(plan: Plan, currency: str) -> tuple[str, str, str]:
    likely, low, high = (
        max(plan.won_minor, plan.won_minor + plan.weighted_minor + round(step))
        for step in (0, -TEN_PERCENT * plan.spread_minor, TEN_PERCENT * plan.spread_minor)
    )
    write = Alike((plan.won_minor, plan.target_minor, likely, low, high), currency)
    named = {"won": write(plan.won_minor), "likely": write(likely), "low": write(low), "high": write(high)}
    interval = write.said(_("Eight times in ten it ends between {low} and {high}.").format(**named))
    if plan.target_minor is None:
        text = _("{won} sold this quarter; likely {likely} with what is open. Nobody has a target yet.")
        return write.said(text.format(**named)), "text", interval
    chance = _chance(plan)
    if (plan.without_rate or plan.open_without_rate) and chance < LIKELY:
        text = _("{won} of {target} sold so far this quarter; whether the target is reached can't be told yet.")
        return write.said(text.format(target=write(plan.target_minor), **named)), "text", interval
    text = _("{won} of {target} sold so far this quarter; likely {low} to {high}: {hope}.").format(
        target=write(plan.target_minor), hope=_hope(plan, chance), **named
    )
    if plan.behind:
        behind = _("Behind: {teams}.").format(teams=listed(show(name) for name in plan.behind))
        text = in_a_row(text, behind)
    on_course = plan.target_so_far_minor is not None and plan.won_minor >= plan.target_so_far_minor
    return write.said(text), "good" if on_course else "still", interval


def _chance(plan: Plan) -> float:
    """How likely it is that the target is reached."""
    above = plan.won_minor + plan.weighted_minor - (plan.target_minor or 0)
    if plan.won_minor >= (plan.target_minor or 0) or not plan.spread_minor:
        return float(above >= 0)
    return NormalDist().cdf(above / plan.spread_minor)


def _hope(plan: Plan, chance: float) -> str:
    if plan.won_minor >= (plan.target_minor or 0):
        return _("the target is reached")
    return _(next(words for least, words in HOPES if chance >= least)).format(n=round(10 * chance))


def _risk(risk: Risk, ability: Ability, currency: str) -> tuple[str, str]:
    """Say what is at risk: those who left first, of whom no project tells."""
    if not risk.is_read:
        return _("computing ..."), "text"
    text, tone = _risk_of_projects(risk, currency)
    if not (left := _left(ability)):
        return text, tone
    return in_a_row(left, text), "late"


def _left(ability: Ability) -> str:
    if ability.moved is None or not ability.is_emptied:
        return ""
    text = ngettext(
        "{count} of the {all} who sold a year before has left, {new} joined: see who looks after the customers.",
        "{count} of the {all} who sold a year before have left, {new} joined: see who looks after their customers.",
        ability.left,
    )
    return text.format(count=ability.left, all=ability.moved.people[0], new=ability.moved.joiners)


def _risk_of_projects(risk: Risk, currency: str) -> tuple[str, str]:
    write = Alike((_at_risk_minor(risk), risk.only_one.amount_minor if risk.only_one else None), currency)
    said = [_projects_at_risk(risk, write), _single_point(risk, write)]
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
        if risk.without_amount:
            known = _("No large open project of known amount lacks a next step or a second contact.")
            return in_a_row(known, _partly(risk)), "text"
        return _("No large open project lacks a next step or a second contact."), "good"
    return write.said(in_a_row(*said)), "late"


def _at_risk_minor(risk: Risk) -> int:
    return risk.amount_minor if risk.share_percent else risk.all_minor


def _partly(risk: Risk) -> str:
    """Say of how many open projects nobody knows how large they are."""
    if not risk.without_amount:
        return ""
    text = ngettext(
        "{n} of {all} open projects has no known amount and is left out.",
        "{n} of {all} open projects have no known amount and are left out.",
        risk.without_amount,
    )
    return text.format(n=formats.count(risk.without_amount), all=formats.count(risk.open_count))


def _projects_at_risk(risk: Risk, write: Alike) -> str:
    if not risk.count or (not risk.share_percent and not risk.all_percent):
        return ""
    many = risk.without_amount >= MANY * risk.open_count
    return in_a_row(_named_at_risk(risk, write), _partly(risk) if many else "")


def _named_at_risk(risk: Risk, write: Alike) -> str:
    names = [*dict.fromkeys(show(name) for name in risk.names)]  # one customer may have two of them
    if not risk.share_percent:
        text = _(
            "{n} open projects, together {amount} or {share} of what is open, have no next step or one contact or "
            "none; the largest: {names}."
        )
        return text.format(
            n=formats.count(risk.all_count), amount=write(risk.all_minor),
            share=f"{risk.all_percent}%", names=listed(names),
        )  # fmt: skip
    text = _("{names}: together {amount}, {share} of what is open")
    if len(risk.names) == 1:
        text = _("{names}: {amount}, {share} of what is open")
    text = text.format(
        names=listed(names), share=f"{risk.share_percent}%",
        amount=write(risk.amount_minor),
    )  # fmt: skip
    if risk.one_contact == risk.count:
        return text + _(", on one contact each or none.")
    return text + _(", without a next step or on one contact or none.")


def _single_point(risk: Risk, write: Alike) -> str:
    if (one := risk.only_one) is None:
        return ""
    text = _("Only {name} can sell {product}: {times} of {all} won in two years, {amount}. Nobody else has learned it.")
    if one.times == one.of_all:
        text = _("Only {name} can sell {product}: all {all} won in two years, {amount}. Nobody else has sold it.")
    return text.format(
        name=show(one.name or "") or _("one of us"), product=show(one.product), times=one.times, all=one.of_all,
        amount=write(one.amount_minor),
    )  # fmt: skip


def _help(found: Help, ability: Ability, risk: Risk) -> tuple[str, str]:
    """Say who needs help with what: the new, or where these are not the trouble those who are here for long."""
    if not found.is_read:
        return _("computing ..."), "text"
    text, tone = _help_of_new(found, risk)
    moved = ability.moved
    if found.can_tell and not found.stage and moved is not None and moved.is_copying_clear:
        copying = moved.term("copying")
        if copying is not None and copying.minor < 0:
            elsewhere = _("They fall behind elsewhere: look at how many projects they begin, and how large.")
            return in_a_row(text, elsewhere), "still"
    if ability.is_worse and not found.stage:
        return in_a_row(text, _("Those who are here for long need help: they make less.")), "still"
    return text, tone


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
        text = _(
            "At each stage new people lose about as many projects as the others ({new_n} of theirs were looked at)."
        )
        return text.format(new_n=formats.count(found.new_n)), "good"
    text = _(
        "New people lose projects at {stage}: {new} of their {new_n} projects got past it, {old} of the others'"
        " {old_n}."
    )
    said = text.format(
        stage=show(found.stage), new=formats.percent(found.new_rate), old=formats.percent(found.old_rate),
        new_n=formats.count(found.new_n), old_n=formats.count(found.old_n),
    )  # fmt: skip
    alone = risk.only_one.name if risk.only_one else None
    if found.teachers:
        free = [name for name in found.teachers if name != alone] or found.teachers  # who is alone has enough to do
        names = _(" and ").join(show(name) for name in free)
        said = in_a_row(said, _("{names} could teach it.").format(names=names))
    return said, "still"


def _decided(decided: Decided, since: Since, currency: str) -> tuple[str, str]:
    if decided.on is None:
        return in_a_row(_("No review of the last two weeks noted a decision."), _since(since, currency)), "text"
    text = ngettext(
        "On {day} {n} decision: {done} carried out, {open} open",
        "On {day} {n} decisions: {done} carried out, {open} open",
        decided.count,
    ).format(day=formats.day(decided.on), n=decided.count, done=decided.done, open=decided.open)  # fmt: skip
    if decided.open_names:
        names = _("; ").join(show(name) for name in decided.open_names)
        text += (_(" ({names}, ...)") if decided.open > len(decided.open_names) else _(" ({names})")).format(
            names=names
        )
    late = ""
    if decided.late:
        late = ngettext("{n} open one is late.", "{n} open ones are late.", decided.late).format(n=decided.late)
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
        return _("No project that was decided on has changed its stage since.")
    return _("Of the projects decided on {what} since.").format(what=listed(parts))


def _since(since: Since, currency: str) -> str:
    day = formats.day(since.since.date())
    new = ngettext("{n} new project", "{n} new projects", since.new).format(n=formats.count(since.new))
    moved = ngettext("{n} stage move", "{n} stage moves", since.moved).format(n=formats.count(since.moved))
    write = Alike((since.new_minor, since.won_minor), currency)
    text = _("Since {day}: {new}, {won}, {lost} lost, {moved}.").format(
        day=day, new=_worth(new, since.new_minor, write), lost=formats.count(since.lost), moved=moved,
        won=_worth(_("{n} won").format(n=formats.count(since.won)), since.won_minor, write),
    )  # fmt: skip
    return write.said(text)


def _worth(words: str, minor: int, write: Alike) -> str:
    """Put an amount behind what it is of; nothing has none."""
    return _("{what} ({money})").format(what=words, money=write(minor)) if minor else words
