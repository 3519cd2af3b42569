"""The five sentences of the team page: words before numbers, and `can't tell yet` where the data says no more."""

from dataclasses import dataclass

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, in_a_row, ngettext
from tuicrm.sales.analysis.team import Ability, Help, Plan, Risk, Since, TeamPage

FROM_PEOPLE_ON = 5
NAMES = {
    "plan": N_("Plan"),
    "ability": N_("Ability"),
    "risk": N_("Risk"),
    "help": N_("Help"),
    "since": N_("Since"),
}


@dataclass(frozen=True)
class Sentence:
    """One of the five. `tone` says whether it is good or bad news: good, still, late or text."""

    key: str
    name: str
    text: str
    tone: str = "text"


def sentences(page: TeamPage) -> tuple[Sentence, ...]:
    """Word the figures of a team page, in the language of the moment."""
    said = (
        ("plan", *_plan(page.plan, page.currency)),
        ("ability", *_ability(page.ability, page)),
        ("risk", *_risk(page.risk, page.currency)),
        ("help", *_help(page.help)),
        ("since", *_since(page.since, page.currency)),
    )
    return tuple(Sentence(key, _(NAMES[key]), text, tone) for key, text, tone in said)


def _plan(plan: Plan, currency: str) -> tuple[str, str]:
    won = formats.short_money(plan.won_minor, currency)
    likely = formats.short_money(plan.won_minor + plan.weighted_minor, currency)
    if plan.target_minor is None:
        return _("{won} won this quarter; likely {likely} with what is open. Nobody has a target yet.").format(
            won=won, likely=likely
        ), "text"
    text = _("{won} of {target} so far this quarter; likely {likely}.").format(
        won=won, target=formats.short_money(plan.target_minor, currency), likely=likely
    )
    if plan.behind:
        behind = _("Behind: {teams}.").format(teams=", ".join(show(name) for name in plan.behind))
        text = in_a_row(text, behind)
    on_course = plan.target_so_far_minor is not None and plan.won_minor >= plan.target_so_far_minor
    return text, "good" if on_course else "still"


def _ability(ability: Ability, page: TeamPage) -> tuple[str, str]:
    now, before = ability.now_minor, ability.before_minor
    if now is None:
        return _("Profit per person and month is not known: purchases need a cost, people a day of joining."), "text"
    text = _("Profit per person and month is {now}").format(now=formats.short_money(now, page.currency))
    if before is None:
        return text + _("; there is nothing to compare it with a year ago."), "text"
    text = _("Profit per person and month {went} from {before} to {now}.").format(
        went=_("rose") if now > before else _("fell") if now < before else _("stayed"),
        before=formats.short_money(before, page.currency), now=formats.short_money(now, page.currency),
    )  # fmt: skip
    stayed_now, stayed_before = ability.stayers_now_minor, ability.stayers_before_minor
    if ability.people_now < FROM_PEOPLE_ON:
        text = in_a_row(text, _("From five people on it says more."))
    elif now < before and stayed_now is not None and stayed_before is not None and stayed_now > stayed_before:
        joined = ngettext("{count} is new.", "{count} are new.", ability.joined).format(count=ability.joined)
        text = in_a_row(text, _("Probably not because people got worse: those who stayed make more."), joined)
    elif now < before and stayed_now is not None and stayed_before is not None:
        text = in_a_row(text, _("Those who stayed make less, too."))
    if ability.without_cost:
        without = ngettext(
            "{count} purchase has no cost and is left out.",
            "{count} purchases have no cost and are left out.",
            ability.without_cost,
        ).format(count=formats.count(ability.without_cost))
        text = in_a_row(text, without)
    return text, "good" if now > before else "still"


def _risk(risk: Risk, currency: str) -> tuple[str, str]:
    if not risk.count:
        return _("No large open project stands without a next step or on a single contact."), "good"
    text = _("{names}: {amount}, {share} percent of what is open").format(
        names=", ".join(show(name) for name in risk.names), share=risk.share_percent,
        amount=formats.short_money(risk.amount_minor, currency),
    )  # fmt: skip
    if risk.one_contact == risk.count:
        return text + ", " + _("one contact each at most."), "late"
    return text + ", " + _("without a next step or with one contact."), "late"


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


def _since(since: Since, currency: str) -> tuple[str, str]:
    day = formats.day(since.since.date())
    new = ngettext("{n} new project ({money})", "{n} new projects ({money})", since.new)
    moved = ngettext("{n} move", "{n} moves", since.moved)
    return _("Since {day}: {new}, {won} won ({won_money}), {lost} lost, {moved}.").format(
        day=day, new=new.format(n=since.new, money=formats.short_money(since.new_minor, currency)), won=since.won,
        won_money=formats.short_money(since.won_minor, currency), lost=since.lost, moved=moved.format(n=since.moved),
    ), "text"  # fmt: skip
