"""A time as a quick line has it, so that `read_when` reads it back: for fields that are edited."""

from datetime import date, datetime, timedelta

from tuicrm.plain.language import current

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def when_text(start: datetime | date, precision: str, now: datetime, minutes: int | None = None) -> str:
    """Write a time for a quick line: fri 27 nov 10:00 30m; 11月27日 10:00 30分钟; a week as its Monday's next week.

    Args:
        start: local and aware, or a day. precision: minute, day or week.
        now: where the reader will stand; the year is written when the day is not of the coming year.
    """
    on = start.date() if isinstance(start, datetime) else start
    parts = [_week(on, now) if precision == "week" else _day(on, now)]
    if isinstance(start, datetime):
        parts.append(f"{start:%H:%M}")
    if minutes is not None and precision != "week":
        parts.append(f"{minutes}分钟" if current() == "zh" else f"{minutes} min")
    return " ".join(parts)


def _day(on: date, now: datetime) -> str:
    coming = now.date() <= on < (now.date() + timedelta(365))
    if current() == "zh":
        return f"{on.month}月{on.day}日" if coming else f"{on.year}年{on.month}月{on.day}日"
    year = "" if coming else f" {on.year}"
    return f"{on.day} {_MONTHS[on.month - 1]}{year}"


def _week(monday: date, now: datetime) -> str:
    weeks = (monday - (now.date() - timedelta(now.weekday()))).days // 7
    if current() == "zh":
        return {1: "下周", 2: "下下周"}.get(weeks, _day(monday, now))
    return "next week" if weeks == 1 else _day(monday, now)
