"""The columns of customers, of which each person chooses: their heads, their widths, what is in them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, NP_, _
from tuicrm.sales.fields import OwnField
from tuicrm.sales.pool import PoolRow
from tuicrm.sales.pool.listing import SORTS
from tuicrm.sales.pool.own_order import falls_at_first, own_orders
from tuicrm.sales.pool.response import Response
from tuicrm.widgets.cells import width as cells
from tuicrm.widgets.row import Cell, Column
from tuicrm.widgets.tones import Tone

HOUR = 3600


@dataclass(frozen=True)
class Place:
    """What a cell needs to know besides its row."""

    tab: str
    today: date
    zone: str
    currency: str

    def day(self, at: datetime | None) -> date | None:
        """The day of a moment, where the team is."""
        return None if at is None else at.astimezone(ZoneInfo(self.zone)).date()


@dataclass(frozen=True)
class Kind:
    """One column: `sort` is the order that a click on its head asks for; `drop` which goes first in a narrow window.

    `falls` says whether that begins with the most.

    In a wide one it may grow up to `most` cells.
    """

    words: str
    width: int
    cell: Callable[[PoolRow, Place], str | Cell]
    align: str = "left"
    sort: str = ""
    drop: int = 1
    narrow: int = 0
    most: int = 0
    falls: bool = False


def _days_of(row: PoolRow, place: Place) -> str:
    return formats.days(row.since_days if place.tab == "pool" else row.idle_days)


def _back(row: PoolRow, place: Place) -> str | Cell:
    left = row.extra.recycle_days
    if row.locked_until_on is not None and row.locked_until_on >= place.today:
        return Cell(_("locked"), "dim")
    if left is None:
        return ""
    return Cell(formats.days(max(0, left)), "late" if left <= 1 else "still" if left <= 7 else "dim")


def _response(row: PoolRow, place: Place) -> str | Cell:
    return "" if row.extra.response is None else clock(row.extra.response)


def clock(response: Response) -> Cell:
    """Say how much of the time to answer is used: `3 h of 8`."""
    used, allowed = response.used_seconds // HOUR, response.allowed_seconds // HOUR
    tone: Tone = "late" if response.left_seconds * 10 <= response.allowed_seconds else "text"
    if tone == "text" and response.used_seconds * 2 >= response.allowed_seconds:
        tone = "still"
    return Cell(_("{used} h of {allowed}").format(used=used, allowed=allowed), tone)


def _worth(row: PoolRow, place: Place) -> str | Cell:
    return "?" if row.extra.worth_minor is None else formats.short_money(row.extra.worth_minor, place.currency)


def _owner(row: PoolRow, place: Place) -> str | Cell:
    return show(row.owner) if row.owner else Cell(_("free"), "good")


def _day(name: str) -> Callable[[PoolRow, Place], str]:
    def cell(row: PoolRow, place: Place) -> str:
        on = place.day(getattr(row, name))
        return "" if on is None else formats.day(on, place.today)

    return cell


def _text(name: str) -> Callable[[PoolRow, Place], Cell]:
    return lambda row, place: Cell(show(getattr(row, name) or ""), "dim")


KINDS: dict[str, Kind] = {
    "city": Kind(N_("City"), 8, _text("city"), sort="city", drop=3, most=20),
    "class": Kind(N_("Cl"), 2, lambda row, place: show(row.class_key or "-"), sort="class", drop=0, narrow=2),
    "source": Kind(N_("Source"), 8, _text("source"), sort="source", drop=4, most=14),
    "industry": Kind(N_("Industry"), 10, _text("industry"), drop=6, most=24),
    "region": Kind(N_("Region"), 8, _text("region"), drop=6, most=16),
    "country": Kind(N_("Country"), 8, _text("country"), drop=6, most=16),
    "pool": Kind(N_("Pool"), 9, _text("pool"), drop=6, most=20),
    "owner": Kind(N_("Owner"), 10, _owner, sort="owner", drop=1, most=18),
    "since": Kind(N_("Free"), 5, _days_of, "right", "since", 0, 1),
    "asked": Kind(N_("Asked"), 6, _day("last_inquiry_at"), sort="inquiry", drop=5),
    "last": Kind(N_("Last"), 6, _day("last_action_at"), sort="action", drop=5),
    "next": Kind(N_("Next"), 6, _day("next_action_at"), drop=5),
    "complete": Kind(N_("Known"), 5, lambda row, place: f"{row.extra.complete}%", "right", "", 5),
    "response": Kind(N_("Answer"), 9, _response, drop=2),
    "back": Kind(NP_("back in the pool", "Back"), 6, _back, "right", "back", 1, 2),
    "worth": Kind(N_("Worth"), 6, _worth, "right", "worth", 2),
}
USUAL: dict[str, tuple[str, ...]] = {
    "pool": ("city", "class", "source", "since", "about", "worth"),
    "mine": ("class", "since", "about", "response", "back"),
    "team": ("class", "owner", "since", "about", "back"),
    "all": ("city", "class", "owner", "source", "since", "about"),
}
"""What stands in a tab as long as nobody chose; `about` is why it is free, or the last and the next action."""


def with_own(declared: Sequence[OwnField]) -> dict[str, Kind]:
    """Give all columns there are: those of everybody, and one for each own field of customers."""
    own = {f"own:{one.key}": _own(one, order) for order, one in own_orders(declared, SORTS).items()}
    return {**KINDS, **own}


def _own(field: OwnField, order: str) -> Kind:
    align = "right" if field.type in ("number", "money") else "left"
    width = min(16, max(6, cells(field.name) + 2))  # and the sign of an order
    return Kind(
        field.name, width, lambda row, place: Cell(show(row.extra.own.get(field.key, "")), "dim"), align, order, 6,
        most=width if align == "right" else 24, falls=falls_at_first(field),
    )  # fmt: skip


def columns(tab: str, chosen: Sequence[str] | None = None, kinds: Mapping[str, Kind] = KINDS) -> tuple[Column, ...]:
    """Give the columns of a tab: sign and name first, then those that were chosen, in their order."""
    return (
        Column("sign", "", 1),
        Column("name", _("Customer"), flex=4, sort=True),
        *(_column(key, tab, kinds) for key in keys(tab, chosen, kinds)),
    )


def keys(tab: str, chosen: Sequence[str] | None, kinds: Mapping[str, Kind] = KINDS) -> tuple[str, ...]:
    """Give the columns that are shown; one that is not known any more is left out."""
    wanted = USUAL[tab] if chosen is None else chosen
    return tuple(dict.fromkeys(key for key in wanted if key in kinds or key == "about"))


def words_of(key: str, tab: str, kinds: Mapping[str, Kind] = KINDS) -> str:
    """Give the head of a column."""
    if key == "about":
        return _("Why it is free") if tab == "pool" else _("Last action, next step")
    if key == "since" and tab != "pool":
        return _("Idle")
    return _(kinds[key].words) if key in KINDS else show(kinds[key].words)


def _column(key: str, tab: str, kinds: Mapping[str, Kind]) -> Column:
    if key == "about":
        return Column("about", words_of(key, tab), flex=3 if tab == "pool" else 4, narrow=2)
    kind = kinds[key]
    return Column(
        key, words_of(key, tab, kinds), kind.width, align="right" if kind.align == "right" else "left",
        narrow=kind.narrow, drop=kind.drop, sort=bool(kind.sort), most=kind.most,
    )  # fmt: skip
