"""Which stage the new ones lose: the gap between two groups or periods, split over the stages of the funnel."""

from typing import Any

from sqlalchemy import Select, select

from tuicrm.plain import formats, progress
from tuicrm.plain.language import N_, _, in_a_row, ngettext
from tuicrm.sales.analysis.answer import Answer, Do, Line, Part, Picture
from tuicrm.sales.analysis.definition import Definition
from tuicrm.sales.analysis.expansion.gap import LEAST, Gap, StageGap, factor_of
from tuicrm.sales.analysis.expansion.passing import chosen, figures, joined
from tuicrm.sales.analysis.expansion.sides import Sides, side, sides_of
from tuicrm.sales.analysis.frame import Frame
from tuicrm.store.tables.projects import projects

DEFINITION = Definition(
    N_(
        "ln(win rate of one side / of the other) = the sum over stages of ln(p / p of the other side); p: of the "
        "projects that reached a stage, the share that ever reached the next one or was won. Counted per project and "
        "not per stay, so it is exact whatever went back. Shares of the gap only where its interval leaves out nought "
        "and no stage pulls the other way."
    ),
    N_(
        "Projects that began in the period, each on the side of whom it began with; new is who had joined less than "
        "12 months before. Projects with an unknown day of entering a stage are left out."
    ),
    N_("By the day the project began."),
    N_("By the holder at the beginning: a handover moves it to no other side."),
    N_(
        "Where projects are open, p is the cumulative incidence of going on / that of going on or being lost, by the "
        "day when nine of ten of both sides together are over; what is open is censored, and a slow side is not "
        "charged with slowness."
    ),
    N_(
        "Aalen and Johansen (1978) with its variance; delta method. A stage is named by Benjamini and Hochberg (1995), "
        "one false alarm in ten. Projects of one person count as independent: with few people the intervals are too "
        "narrow."
    ),
)  # fmt: skip


def answer(frame: Frame) -> Answer:
    """Give each stage's part of the gap, and say which one carries it."""
    progress.step(_("how projects pass through the stages"))
    sides, found, gap = figures(frame)
    names = [stage.name for stage in found.stages]
    lines = [
        Line((name,), _figures(one), (stage.id,))
        for name, stage, one in zip(names, found.stages, gap.stages, strict=True)
    ]
    if lines:
        lines.append(Line((_("together"),), _together(gap)))
    part = "share" if gap.has_shares else "effect"
    return Answer(
        "gap", _("{ours} against {theirs}: which stage makes the difference?").format(ours=sides.ours,
                                                                                     theirs=sides.theirs),
        (_("stage"),), _parts(sides), tuple(lines), said(gap, names, sides, found.left_out), DEFINITION,
        frame.house.currency, Picture("hbar", part, f"{part}_low", f"{part}_high", note="rates"),
        _advice(gap, names), frame.population, frame.first, frame.last, frame.scope.as_of, frame.scope.where,
    )  # fmt: skip


def behind(frame: Frame, line: tuple[Any, ...]) -> Select[Any]:
    """The projects that our side lost in the stage."""
    sides = sides_of(frame)
    is_ours, began = side(sides, frame.first, frame.last)
    lost = projects.c.state == "lost", projects.c.lost_stage_id == line[0]
    return select(projects.c.id).select_from(joined()).where(*chosen(frame, sides, began), is_ours == 1, *lost)


def _figures(one: StageGap) -> dict[str, Any]:
    ours, theirs = one.ours, one.theirs
    rates = f"{formats.percent(ours.p)} / {formats.percent(theirs.p)}" if ours.reached and theirs.reached else "-"
    return {
        "share": _short(one.share), "share_low": _short(one.share_low), "share_high": _short(one.share_high),
        "ours": _short(ours.p) if ours.reached else None, "theirs": _short(theirs.p) if theirs.reached else None,
        "reached": ours.reached, "reached_theirs": theirs.reached, "ln": _short(one.ln), "ln_low": _short(one.low),
        "ln_high": _short(one.high), **_effect(one.ln, one.low, one.high),
        "q": _short(one.q), "open": ours.open + theirs.open, "horizon": one.horizon,
        "rates": rates,
    }  # fmt: skip


def _together(gap: Gap) -> dict[str, Any]:
    first = gap.stages[0]
    known = first.ours.reached and first.theirs.reached
    return {
        "share": 1.0 if gap.has_shares else None, "ours": _short(gap.won_ours) if first.ours.reached else None,
        "theirs": _short(gap.won_theirs) if first.theirs.reached else None, "reached": first.ours.reached,
        "reached_theirs": first.theirs.reached, "ln": _short(gap.ln), "ln_low": _short(gap.low),
        "ln_high": _short(gap.high), **_effect(gap.ln, gap.low, gap.high),
        "rates": f"{formats.percent(gap.won_ours)} / {formats.percent(gap.won_theirs)}" if known else "-",
    }  # fmt: skip


def _effect(ln: float | None, low: float | None, high: float | None) -> dict[str, float | None]:
    """What a part in ln units does to what is won, as a share: people read that, programs the units that add up."""
    named = {"effect": ln, "effect_low": low, "effect_high": high}
    return {name: None if one is None else round(factor_of(one) - 1, 4) for name, one in named.items()}


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _parts(sides: Sides) -> tuple[Part, ...]:
    return (
        Part("share", _("share of the gap"), "rate"), Part("share_low", _("low"), "rate"),
        Part("share_high", _("high"), "rate"), Part("ours", sides.ours, "rate"), Part("theirs", sides.theirs, "rate"),
        Part("reached", _("reached it")), Part("reached_theirs", _("of the others")),
        Part("effect", _("effect on wins"), "rate", only="people"),
        Part("effect_low", _("low"), "rate", only="people"), Part("effect_high", _("high"), "rate", only="people"),
        Part("ln", _("ln"), "number", only="programs"), Part("ln_low", _("low"), "number", only="programs"),
        Part("ln_high", _("high"), "number", only="programs"), Part("q", _("q"), "number", only="programs"),
        Part("open", _("still open")), Part("horizon", _("horizon"), "days"),
        Part("rates", _("go on"), "text", only="people"),
    )  # fmt: skip


def said(gap: Gap, names: list[str], sides: Sides, left_out: int) -> tuple[str, ...]:
    """Put the gap into sentences, the plain one first."""
    found = [_first(gap, names, sides)]
    if gap.tests:
        text = _("{n} comparisons were made at once; of the stages named one in ten may be luck.")
        found.append(text.format(n=gap.tests))
    if left_out:
        text = ngettext(
            "{n} project is left out: the day on which it entered a stage is not known.",
            "{n} projects are left out: the day on which they entered a stage is not known.", left_out,
        )  # fmt: skip
        found.append(text.format(n=formats.count(left_out)))
    return tuple(found)


def _first(gap: Gap, names: list[str], sides: Sides) -> str:
    began = (gap.stages[0].ours.reached, gap.stages[0].theirs.reached) if gap.stages else (0, 0)
    if min(began) < LEAST:
        text = ngettext(
            "Can't tell yet: {n} project of {ours} and {m} of {theirs} began in this period; it takes {least} of "
            "each. Days of joining and moves between stages are what it rests on.",
            "Can't tell yet: {n} projects of {ours} and {m} of {theirs} began in this period; it takes {least} of "
            "each. Days of joining and moves between stages are what it rests on.",
            began[0],
        )
        return text.format(n=began[0], ours=sides.ours, m=began[1], theirs=sides.theirs, least=LEAST)
    silent = next((place for place, one in enumerate(gap.stages) if one.ln is None), None)
    rates = _("{ours}: {now} are won of what began; {theirs}: {then}.").format(
        ours=sides.ours, now=formats.percent(gap.won_ours), theirs=sides.theirs, then=formats.percent(gap.won_theirs)
    )
    if silent is not None:
        text = _("Nothing went on from {stage} on one side yet, so the gap cannot be split.")
        return in_a_row(rates, text.format(stage=names[silent]))
    if not gap.is_clear:
        return in_a_row(rates, _("This cannot be told from luck yet."), _weak(gap, names))
    place = min(range(len(names)), key=lambda number: (gap.stages[number].ln or 0.0) * (1 if _is_loss(gap) else -1))
    return in_a_row(rates, _carried(gap, gap.stages[place], names[place]))


def _is_loss(gap: Gap) -> bool:
    return (gap.ln or 0.0) < 0


def _carried(gap: Gap, one: StageGap, name: str) -> str:
    """Say which stage makes most of a gap that is not luck."""
    named = one.q is not None and one.q <= 0.1
    if not named:
        return _seems(one, name)
    went = {"stage": name, "now": formats.percent(one.ours.p), "then": formats.percent(one.theirs.p)}
    if one.share is not None:
        text = _("{stage} carries {share} of the gap ({low} to {high}): {now} go on there against {then}.")
        low, high = max(0.0, one.share_low or 0.0), min(1.0, one.share_high or 1.0)
        return text.format(
            share=formats.percent(one.share), low=formats.percent(low), high=formats.percent(high), **went
        )
    text = _("Most of it is made at {stage}: {now} go on there against {then}. Other stages pull the other way.")
    return text.format(**went)


def _seems(one: StageGap, name: str) -> str:
    """Say where most of a gap seems to be made, where no stage stands out for sure."""
    if one.share is None or one.share_low is None or one.share_low <= 0:
        return _("The difference is not luck, but no single stage can be named for it yet.")
    text = _(
        "The difference is not luck; probably most of it is made at {stage} ({low} to {high}), but that is not sure."
    )
    low, high = formats.percent(one.share_low), formats.percent(min(1.0, one.share_high or 1.0))
    return text.format(stage=name, low=low, high=high)


def _weak(gap: Gap, names: list[str]) -> str:
    """Name a stage that is weak although the whole is not clear."""
    place = gap.weakest
    if place is None:
        return ""
    one = gap.stages[place]
    text = _("{stage} alone is weak: {now} go on there against {then}, which costs {part} of what is won.")
    return text.format(
        stage=names[place], now=formats.percent(one.ours.p), then=formats.percent(one.theirs.p),
        part=formats.percent(1 - factor_of(one.ln or 0.0)),
    )  # fmt: skip


def _advice(gap: Gap, names: list[str]) -> tuple[str, ...]:
    place = gap.weakest
    if place is None:
        return ()
    return (
        _("go through the projects lost at {stage}").format(stage=names[place]),
        Do(
            _("let one who is strong at {stage} go through them with one who is new").format(stage=names[place]),
            "pairs",
        ),
    )
