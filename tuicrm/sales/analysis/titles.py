"""What measures, dimensions and keys of our own are called for people; programs go on with the names."""

from collections.abc import Mapping, Sequence

from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _
from tuicrm.sales.action_kinds import KIND, OUTCOME

MEASURE_TITLES = {
    "won-revenue": N_("amount won"), "won": N_("won projects"), "lost": N_("lost projects"),
    "lost-amount": N_("amount lost"), "win-rate": N_("win rate"), "win-rate-value": N_("win rate by value"),
    "average-deal": N_("amount per won project"), "discount": N_("discount"),
    "estimate-bias": N_("won above the first estimate"), "cycle-days": N_("days to the win"),
    "cycle-days-lost": N_("days to the loss"), "open": N_("open projects"), "open-amount": N_("open amount"),
    "weighted": N_("weighted amount"), "without-step": N_("without a next step"), "open-age-days": N_("days open"),
    "stage-age-days": N_("days in stage"), "customers": N_("customers"), "completeness": N_("completeness"),
    "revenue": N_("revenue"), "profit": N_("profit"), "margin": N_("margin"), "purchases": N_("purchases"),
    "pieces": N_("pieces"), "buyers": N_("customers who bought"), "value-to-list": N_("price against the list"),
    "inquiries": N_("inquiries"), "answered": N_("answered inquiries"), "response-hours": N_("hours to the answer"),
    "days-to-project": N_("days to the project"), "days-to-purchase": N_("days to the purchase"),
    "entries": N_("entries into a stage"), "advance-rate": N_("share that went on"), "dwell-days": N_("days per stage"),
    "actions": N_("actions"), "talks": N_("talks"), "minutes": N_("minutes"), "action-cost": N_("cost of actions"),
    "plan-kept": N_("done of the plan"), "planned": N_("planned actions"), "done-in-time": N_("done in time"),
    "done-late": N_("done late"), "missed": N_("missed actions"), "postponed": N_("postponed actions"),
    "claims": N_("taken from the pool"), "releases": N_("put back into the pool"),
    "given": N_("projects handed over"), "taken": N_("projects received"), "needs-asked": N_("needs asked for"),
    "needs-met": N_("needs met"), "target": N_("target"), "target-stretch": N_("target, stretch"),
    "target-challenge": N_("target, challenge"),
}  # fmt: skip
DIMENSION_TITLES = {
    "week": N_("week from"), "month": N_("month"), "quarter": N_("quarter"), "year": N_("year"),
    "owner": N_("person"), "team": N_("team"), "region": N_("region"), "country": N_("country"), "city": N_("city"),
    "product": N_("product"), "series": N_("product series"), "customer": N_("customer"), "industry": N_("industry"),
    "source": N_("source"), "campaign": N_("campaign"), "class": N_("class"), "stage": N_("stage"),
    "size": N_("size of project"), "reason": N_("reason"), "category": N_("forecast category"), "kind": N_("kind"),
    "project": N_("project"), "outcome": N_("outcome"), "need": N_("need"),
}  # fmt: skip
_CATEGORIES = {
    "omitted": N_("omitted"), "pipeline": N_("pipeline"), "best": N_("best"), "commit": N_("commit"),
}  # fmt: skip
_KEYS: Mapping[str, Mapping[str, str]] = {
    "category": _CATEGORIES,
    "kind": {key: one.word for key, one in KIND.items()},
    "outcome": {key: one.word for key, one in OUTCOME.items()},
}  # fmt: skip


def title_of(name: str) -> str:
    """Give the title of a measure or dimension; an own field is called by its key."""
    known = MEASURE_TITLES.get(name) or DIMENSION_TITLES.get(name)
    return _(known) if known is not None else show(name.partition(":")[2] or name)


def key_words(by: Sequence[str], key: Sequence[str], sources: Mapping[str, str]) -> tuple[str, ...]:
    """Give a key of a report as people read it: what is a word of ours in their language, all else as it is.

    Args:
        sources: what the team calls its sources, by their keys.
    """
    return tuple(_key(dimension, value, sources) for dimension, value in zip(by, key, strict=True))


def _key(dimension: str, value: str, sources: Mapping[str, str]) -> str:
    if dimension == "source":
        return show(sources.get(value, value))
    known = _KEYS.get(dimension, {}).get(value)
    return show(value) if known is None else _(known)
