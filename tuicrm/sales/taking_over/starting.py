"""Before the first row: the home currency of a new database, the funnel with its stages, the own fields."""

from dataclasses import dataclass

from sqlalchemy import select

from tuicrm.plain.names import folded
from tuicrm.sales.currency import has_money
from tuicrm.sales.fields import declare, fields_of
from tuicrm.sales.funnel.stages import default_funnel, of_funnel
from tuicrm.sales.home import home, keep
from tuicrm.sales.taking_over.arrivals import Declared, DeclaredStage
from tuicrm.store import change
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.funnel import funnels, stages
from tuicrm.store.tables.projects import projects

CATEGORIES = {"open": "pipeline", "won": "commit", "lost": "omitted"}
BEST_FROM, COMMIT_FROM = 50, 80  # percent: what is likely is forecast as such unless the mapping says otherwise


@dataclass(frozen=True)
class Begun:
    """The ground that the rows come to."""

    currency: str
    zone: str
    region: str
    funnel_id: int


def begin(session: Session, declared: Declared) -> Begun:
    """Make what the rows need where it is missing; what is there stays as it is."""
    if declared.currency and declared.currency != home(session).currency and not has_money(session):
        keep(session, currency=declared.currency)
    funnel_id = _funnel(session, declared)
    for field in declared.fields:
        if all(one.key != field.key for one in fields_of(session, field.record_kind)):
            declare(session, field.record_kind, field.name, field.type, key=field.key, is_personal=field.is_personal)
    house = home(session)
    return Begun(house.currency, house.zone, house.region, funnel_id)


def funnel_of(session: Session, name: str | None) -> int:
    """Find the funnel of this name; without a name the team's own.

    Raises:
        Refused: `no_funnel`: an import begins with `begin`.
    """
    if name is None:
        return default_funnel(session)
    found = session.value(select(funnels.c.id).where(funnels.c.name == name))
    if found is None:
        raise Refused("no_funnel", funnel=name)
    return int(found)


def _funnel(session: Session, declared: Declared) -> int:
    if declared.funnel is None:
        funnel_id = default_funnel(session)
    else:
        funnel_id = session.value(select(funnels.c.id).where(funnels.c.name == declared.funnel))
        if funnel_id is None:
            funnel_id = _new_funnel(session, declared.funnel)
    have = of_funnel(session, funnel_id)
    names = {folded(stage.name) for stage in have}
    missing = [stage for stage in declared.stages if folded(stage.name) not in names]
    if missing:
        _add_stages(session, funnel_id, declared.stages, missing)
    return int(funnel_id)


def _new_funnel(session: Session, name: str) -> int:
    """A team's first real funnel is the one that it brings along; the drawn one steps back while nothing is in it."""
    present = default_funnel(session)
    is_unused = not session.exists(select(projects.c.id).where(projects.c.funnel_id == present))
    if is_unused:
        change.update(session, funnels, present, is_default=False)
    return change.insert(session, funnels, name=name, is_default=is_unused)


def _add_stages(
    session: Session, funnel_id: int, declared: tuple[DeclaredStage, ...], missing: list[DeclaredStage]
) -> None:
    """Put the missing stages where the declaration has them: open ones in their order, then won, then lost."""
    have = list(of_funnel(session, funnel_id))
    made: dict[str, int] = {}
    for stage in missing:
        made[folded(stage.name)] = change.insert(
            session, stages, funnel_id=funnel_id, name=stage.name, kind=stage.kind, position=0,
            probability=stage.probability, rotting_days=stage.rotting_days, meaning=stage.meaning,
            category=stage.category or _category(stage),
        )  # fmt: skip
    order = {"open": 0, "won": 1, "lost": 2}
    rank = {folded(stage.name): place for place, stage in enumerate(declared)}
    everything = [(order[one.kind], rank.get(folded(one.name), one.position), one.id) for one in have]
    everything += [(order[one.kind], rank[folded(one.name)], made[folded(one.name)]) for one in missing]
    for position, (_kind, _rank, stage_id) in enumerate(sorted(everything)):
        change.update(session, stages, stage_id, position=position)


def _category(stage: DeclaredStage) -> str:
    if stage.kind != "open" or stage.probability < BEST_FROM:
        return CATEGORIES[stage.kind]
    return "commit" if stage.probability >= COMMIT_FROM else "best"
