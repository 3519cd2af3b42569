"""What is said in both languages."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from tuicrm.plain import formats
from tuicrm.plain.language import use


def in_both(say: Callable[[], Any]) -> list[Any]:
    """Ask in English and in Chinese, and go back to English."""
    found = []
    for language in ("en", "zh"):
        use(language)
        found.append(say())
    use("en")
    return found


def days_said_wrong(rows: tuple[tuple[str, ...], ...]) -> list[Any]:
    """Give the rows of today, day and words that are said otherwise, and how."""
    wrong = []
    for today, on, *want in rows:
        day, now = date.fromisoformat(on), date.fromisoformat(today)
        said = in_both(partial(_day_in_words, day, now))
        if [*said[0], *said[1]] != want:
            wrong.append((today, on, said))
    return wrong


def _day_in_words(day: date, today: date) -> tuple[str, ...]:
    return formats.near_day(day, today), formats.day_words(day, today), formats.day_short(day, today)
