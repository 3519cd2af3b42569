"""How money, days, times and counts are written for people, in the language of the moment. The one such place.

What is not known (None) is "?" where a figure is expected, never 0.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from tuicrm.plain.currencies import SAID_CHINESE, SIGNS
from tuicrm.plain.language import N_, _, current
from tuicrm.plain.money import exact_text

_DAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_MONTHS = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"), N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"),
    N_("Nov"), N_("Dec"),
)  # fmt: skip
# From how much on, the unit's name, places behind the point of a number of one digit.
_STEPS = ((1, "", 0), (10**3, "k", 1), (10**6, "m", 2), (10**9, "bn", 2))
_STEPS_CHINESE = ((1, "", 0), (10**4, "万", 1), (10**8, "亿", 1))


def short_money(minor: int | None, currency: str, *, sign: bool = False, plus: bool = False) -> str:
    """Write an amount short: 950, 28.0k, 410k, 1.20m; 9,100, 10.5万, 126万, 1.2亿; `?` for what is not known.

    Args:
        sign: with the currency's sign before it: ¥10.5万. plus: a gain has its +, as differences do.
    """
    if minor is None:
        return "?"
    amount = Decimal(exact_text(abs(minor), currency))
    short = short_number(amount)
    before = "" if short == "0" else "-" if minor < 0 else "+" if plus else ""
    return f"{before}{_sign(currency) if sign else ''}{short}"


def short_number(value: Decimal | int | float) -> str:
    """Write a number in at most three or four digits with k and m, or 万 and 亿; half up."""
    number = Decimal(str(value))
    steps = _STEPS_CHINESE if current() == "zh" else _STEPS
    for index, (step, unit, places) in enumerate(steps):
        end = steps[index + 1][0] // step if index + 1 < len(steps) else None
        for kept in range(places, -1, -1):
            scaled = _round(abs(number) / step, kept)
            if end and scaled >= end:
                break  # 999.6k is 1.00m
            if len(scaled.as_tuple().digits) <= 3 or not kept:
                minus = "-" if number < 0 and scaled else ""
                return f"{minus}{scaled}{unit}" if unit else f"{minus}{scaled:,}"
    raise AssertionError("the last step has no end")


class Alike:
    """Writes the amounts of one sentence alike: all in one unit, and with the currency once, at the first.

    `€11.8k`, `11.1k`; `1.5万元`, `0.9万`. The unit is the largest of which each amount is at least a tenth; what
    differs is written so that it can be seen to, with two places more at most.
    """

    MARK = "\0"
    """Stands where the currency may be said; no text from outside has it (`clean.show`)."""

    def __init__(self, minors: Iterable[int | None], currency: str) -> None:
        self.currency = currency
        amounts = {self._amount(minor) for minor in minors if minor}
        is_chinese = current() == "zh"
        self.steps = _STEPS_CHINESE if is_chinese else _STEPS
        least, most = min(amounts, default=Decimal(0)), max(amounts, default=Decimal(0))
        most *= 2 if is_chinese else 1  # 0.94万 is said, 0.94k is not
        self.step, self.unit, self.places = next(
            (one for one in reversed(self.steps) if least * 10 >= one[0] <= most), self.steps[0]
        )
        self.is_small = least < self.step > 1
        self.more = next(
            (more for more in (0, 1, 2) if len({self._number(one, more) for one in amounts}) == len(amounts)), 2
        )

    def __call__(self, minor: int, *, plus: bool = False) -> str:
        """Write one of them, or of the like."""
        amount = self._amount(minor)
        number, unit = self._number(amount, self.more), self.unit
        if not number.strip("0."):
            return "0"
        if amount >= 1000 * self.step > 1000:  # 2.45m, not 2,450k
            number = short_number(amount)
            number, unit = number.rstrip("kmbn万亿"), number.lstrip("0123456789.,")
        before = "-" if minor < 0 else "+" if plus else ""
        return f"{before}{number}{unit}{self.MARK}" if current() == "zh" else f"{before}{self.MARK}{number}{unit}"

    def said(self, text: str) -> str:
        """Give a text with amounts as it is read: the first says which currency all are of."""
        sign = SAID_CHINESE.get(self.currency, f" {self.currency}") if current() == "zh" else _sign(self.currency)
        return text.replace(self.MARK, sign, 1).replace(self.MARK, "")

    def adding_up(self, before: int, now: int, parts: Sequence[int]) -> tuple[str, list[str], str]:
        """Write how far a figure moved, parts of that, and the rest, so that what is read adds up as it is written.

        All are rounded to the places in which `before` and `now` are written; a part of nothing, and a rest of
        nothing, are "".
        """
        places = min(len(self._number(self._amount(one), self.more).partition(".")[2]) for one in (before, now))
        first, last, *scaled = (
            _round(self._amount(one) / self.step, places) * (-1 if one < 0 else 1) for one in (before, now, *parts)
        )
        moved = last - first
        return self._part(moved), [self._part(one) for one in scaled], self._part(moved - sum(scaled))

    def _part(self, scaled: Decimal) -> str:
        if not scaled:
            return ""
        number, before = f"{abs(scaled):,}", "-" if scaled < 0 else "+"
        return (
            f"{before}{number}{self.unit}{self.MARK}"
            if current() == "zh"
            else f"{before}{self.MARK}{number}{self.unit}"
        )

    def _amount(self, minor: int) -> Decimal:
        return Decimal(exact_text(abs(minor), self.currency))

    def _number(self, amount: Decimal, more: int) -> str:
        """At most three digits, as `short_number`, but two places where one of them is below one of the unit."""
        scaled = amount / self.step
        most = 2 if scaled < (10 if self.is_small else 1) and self.step > 1 else self.places
        kept = next((one for one in range(most, 0, -1) if len(_round(scaled, one).as_tuple().digits) <= 3), 0)
        return f"{_round(scaled, kept + more if self.step > 1 else 0):,}"


def money(minor: int | None, currency: str) -> str:
    """Write an amount exactly, grouped, with its sign or code: €28,000.00, CHF 5.00; `?` for what is not known."""
    if minor is None:
        return "?"
    return f"{'-' if minor < 0 else ''}{_sign(currency)}{Decimal(exact_text(abs(minor), currency)):,}"


def _sign(currency: str) -> str:
    return SIGNS.get(currency) or f"{currency} "


def count(number: int | None) -> str:
    """Write a number of things: 1,204; `?` for what is not known."""
    return "?" if number is None else f"{number:,}"


def percent(rate: float | None, places: int = 0) -> str:
    """Write a rate in 0..1 as percent; `?` for what is not known."""
    return "?" if rate is None else f"{_round(Decimal(str(rate)) * 100, places) + 0}%"  # + 0: there is no -0%


def weekday(day: date) -> str:
    """Write the day of the week: Fri; 周五."""
    return _(_DAYS[day.weekday()])


def month_name(month: int) -> str:
    """Write a month 1..12: Nov; 11月."""
    return f"{month}月" if current() == "zh" else _(_MONTHS[month - 1])


def day(on: date | None, today: date | None = None) -> str:
    """Write a day: 1 Dec, with the year when it is not this one; 12月1日; empty when there is none."""
    if on is None:
        return ""
    other_year = today is not None and on.year != today.year
    if current() == "zh":
        return f"{on.year}年{on.month}月{on.day}日" if other_year else f"{on.month}月{on.day}日"
    return f"{on.day} {month_name(on.month)}{f' {on.year}' if other_year else ''}"


def near_day(on: date | None, today: date) -> str:
    """Write a day as people say it now: today, tomorrow, Fri 27, Tue 1 Dec, 3 Mar 2027."""
    if on is None:
        return ""
    apart = (on - today).days
    if apart == 0:
        return _("today")
    if apart == 1:
        return _("tomorrow")
    if apart == -1:
        return _("yesterday")
    if -7 < apart < 7:
        return weekday(on) if current() == "zh" else f"{weekday(on)} {on.day}"
    if abs(apart) < 60 and current() != "zh":
        return f"{weekday(on)} {day(on, today)}"
    return day(on, today)


def day_words(on: date | None, today: date) -> str:
    """Write the day of a plan: as `near_day`, but what is over is late: 3 d late; empty when there is none."""
    if on is None or on >= today:
        return near_day(on, today)
    return _("{days} d late").format(days=count((today - on).days))


def day_short(on: date, today: date | None = None) -> str:
    """Write a day as what was understood is shown, with its weekday: Tue 1 Dec; 12月1日."""
    return day(on, today) if current() == "zh" else f"{weekday(on)} {day(on, today)}"


def clock(at: datetime) -> str:
    """Write a time of day in the zone of `at`: 9:05."""
    return f"{at.hour}:{at.minute:02}"


def near_time(at: datetime | None, on: date | None, today: date) -> str:
    """Write when something is: 10:00 for today, `Fri 27 10:00` else, without a time where there is none."""
    if at is None:
        return near_day(on, today)
    if at.date() == today:
        return clock(at)
    return f"{near_day(at.date(), today)} {clock(at)}"


def days(number: int | None) -> str:
    """Write a number of days short: 15d; 15天; empty when it is not known."""
    if number is None:
        return ""
    return f"{number:,}天" if current() == "zh" else f"{number:,}d"


def span(minutes: int) -> str:
    """Write a length of time short: 20 min, 3:46 h, 2 d."""
    if minutes < 60:
        return _("{minutes} min").format(minutes=minutes)
    if minutes < 48 * 60:
        return _("{hours}:{minutes} h").format(hours=minutes // 60, minutes=f"{minutes % 60:02}")
    return _("{days} d").format(days=timedelta(minutes=minutes).days)


def month(number: int) -> str:
    """Write a month number (year * 12 + month): Nov 26; 26年11月."""
    year, place = divmod(number - 1, 12)
    return f"{year % 100:02}年{place + 1}月" if current() == "zh" else f"{month_name(place + 1)} {year % 100:02}"


def quarter(number: int) -> str:
    """Write a quarter number (year * 4 + quarter): Q4 2026; 2026年四季度."""
    year, place = divmod(number - 1, 4)
    return f"{year}年{'一二三四'[place]}季度" if current() == "zh" else f"Q{place + 1} {year}"


def _round(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
