"""What comes again, as it is typed: its rule, its words in both languages, its first four days."""

from datetime import date, datetime, timedelta
from functools import partial

from tests.plain.both_languages import in_both
from tuicrm.plain.recurring import first_day, occurrences, read_recurrence, rule_words

TYPED = (
    ("every day", "FREQ=DAILY", "every day", "每天", "26-11-23 26-11-24 26-11-25 26-11-26"),
    ("every monday", "FREQ=WEEKLY;BYDAY=MO", "every Mon", "每周一", "26-11-23 26-11-30 26-12-07 26-12-14"),
    ("every mon", "FREQ=WEEKLY;BYDAY=MO", "every Mon", "每周一", "26-11-23 26-11-30 26-12-07 26-12-14"),
    ("every 2 weeks", "FREQ=WEEKLY;INTERVAL=2", "every 2 weeks", "每2周", "26-11-23 26-12-07 26-12-21 27-01-04"),
    ("every week", "FREQ=WEEKLY", "every week", "每周", "26-11-23 26-11-30 26-12-07 26-12-14"),
    ("every month", "FREQ=MONTHLY", "every month", "每月", "26-11-23 26-12-23 27-01-23 27-02-23"),
    ("every year", "FREQ=YEARLY", "every year", "每年", "26-11-23 27-11-23 28-11-23"),
    ("every 14 days", "FREQ=DAILY;INTERVAL=14", "every 14 days", "每14天", "26-11-23 26-12-07 26-12-21 27-01-04"),
    ("every 3 months", "FREQ=MONTHLY;INTERVAL=3", "every 3 months", "每3个月", "26-11-23 27-02-23 27-05-23 27-08-23"),
    (
        "every weekday",
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "every working day",
        "每个工作日",
        "26-11-23 26-11-24 26-11-25 26-11-26",
    ),
    (
        "every workday",
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "every working day",
        "每个工作日",
        "26-11-23 26-11-24 26-11-25 26-11-26",
    ),
    (
        "every mon and wed",
        "FREQ=WEEKLY;BYDAY=MO,WE",
        "every Mon, Wed",
        "每周一、周三",
        "26-11-23 26-11-25 26-11-30 26-12-02",
    ),
    (
        "every mon, wed, fri",
        "FREQ=WEEKLY;BYDAY=MO,WE,FR",
        "every Mon, Wed, Fri",
        "每周一、周三、周五",
        "26-11-23 26-11-25 26-11-27 26-11-30",
    ),
    (
        "every monday and thursday",
        "FREQ=WEEKLY;BYDAY=MO,TH",
        "every Mon, Thu",
        "每周一、周四",
        "26-11-23 26-11-26 26-11-30 26-12-03",
    ),
    ("every first monday", None),
    ("every first monday of the month", None),
    ("every last friday", None),
    ("every last day of the month", None),
    (
        "every month on the 1st",
        "FREQ=MONTHLY;BYMONTHDAY=1",
        "every month on day 1",
        "每月1日",
        "26-12-01 27-01-01 27-02-01 27-03-01",
    ),
    (
        "every month on the 31st",
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "every month on day 31",
        "每月31日",
        "26-12-31 27-01-31 27-03-31 27-05-31",
    ),
    (
        "every month on day 15",
        "FREQ=MONTHLY;BYMONTHDAY=15",
        "every month on day 15",
        "每月15日",
        "26-12-15 27-01-15 27-02-15 27-03-15",
    ),
    ("monthly", "FREQ=MONTHLY", "every month", "每月", "26-11-23 26-12-23 27-01-23 27-02-23"),
    ("weekly", "FREQ=WEEKLY", "every week", "每周", "26-11-23 26-11-30 26-12-07 26-12-14"),
    ("daily", "FREQ=DAILY", "every day", "每天", "26-11-23 26-11-24 26-11-25 26-11-26"),
    ("yearly", "FREQ=YEARLY", "every year", "每年", "26-11-23 27-11-23 28-11-23"),
    ("quarterly", "FREQ=MONTHLY;INTERVAL=3", "every 3 months", "每3个月", "26-11-23 27-02-23 27-05-23 27-08-23"),
    ("every quarter", "FREQ=MONTHLY;INTERVAL=3", "every 3 months", "每3个月", "26-11-23 27-02-23 27-05-23 27-08-23"),
    ("every other week", "FREQ=WEEKLY;INTERVAL=2", "every 2 weeks", "每2周", "26-11-23 26-12-07 26-12-21 27-01-04"),
    ("every second week", None),
    ("every 0 days", None),
    ("every 1000 days", None),
    ("every", None),
    ("every now and then", None),
    ("every customer", None),
    ("每天", "FREQ=DAILY", "every day", "每天", "26-11-23 26-11-24 26-11-25 26-11-26"),
    ("每周", "FREQ=WEEKLY", "every week", "每周", "26-11-23 26-11-30 26-12-07 26-12-14"),
    ("每周一", "FREQ=WEEKLY;BYDAY=MO", "every Mon", "每周一", "26-11-23 26-11-30 26-12-07 26-12-14"),
    (
        "每周一三五",
        "FREQ=WEEKLY;BYDAY=MO,WE,FR",
        "every Mon, Wed, Fri",
        "每周一、周三、周五",
        "26-11-23 26-11-25 26-11-27 26-11-30",
    ),
    ("每周一、三", "FREQ=WEEKLY;BYDAY=MO,WE", "every Mon, Wed", "每周一、周三", "26-11-23 26-11-25 26-11-30 26-12-02"),
    ("每两周", "FREQ=WEEKLY;INTERVAL=2", "every 2 weeks", "每2周", "26-11-23 26-12-07 26-12-21 27-01-04"),
    ("每2周", "FREQ=WEEKLY;INTERVAL=2", "every 2 weeks", "每2周", "26-11-23 26-12-07 26-12-21 27-01-04"),
    ("每14天", "FREQ=DAILY;INTERVAL=14", "every 14 days", "每14天", "26-11-23 26-12-07 26-12-21 27-01-04"),
    ("每月", "FREQ=MONTHLY", "every month", "每月", "26-11-23 26-12-23 27-01-23 27-02-23"),
    ("每月1号", "FREQ=MONTHLY;BYMONTHDAY=1", "every month on day 1", "每月1日", "26-12-01 27-01-01 27-02-01 27-03-01"),
    (
        "每月31号",
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "every month on day 31",
        "每月31日",
        "26-12-31 27-01-31 27-03-31 27-05-31",
    ),
    (
        "每月15日",
        "FREQ=MONTHLY;BYMONTHDAY=15",
        "every month on day 15",
        "每月15日",
        "26-12-15 27-01-15 27-02-15 27-03-15",
    ),
    ("每月最后一天", None),
    ("每季度", "FREQ=MONTHLY;INTERVAL=3", "every 3 months", "每3个月", "26-11-23 27-02-23 27-05-23 27-08-23"),
    ("每年", "FREQ=YEARLY", "every year", "每年", "26-11-23 27-11-23 28-11-23"),
    ("每年1月1日", "FREQ=YEARLY", "every year", "每年", "26-11-23 27-11-23 28-11-23"),
    (
        "每个工作日",
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "every working day",
        "每个工作日",
        "26-11-23 26-11-24 26-11-25 26-11-26",
    ),
    ("每隔一周", "FREQ=WEEKLY;INTERVAL=2", "every 2 weeks", "每2周", "26-11-23 26-12-07 26-12-21 27-01-04"),
    ("隔周", None),
    ("每月第一个周一", None),
    ("每月最后一个周五", None),
    ("每", None),
)
"""text -> rule, English, Chinese, the first days from Monday 23 November 2026 on; or None."""


TODAY = date(2026, 11, 23)


def read(text: str) -> tuple[str | None, ...]:
    found = read_recurrence(text, TODAY)
    if found is None:
        return text, None
    words = in_both(partial(rule_words, found.rule))
    first = first_day(found.rule, TODAY)
    days = occurrences(found.rule, datetime(first.year, first.month, first.day, 9), first, first + timedelta(800))
    return text, found.rule, *words, " ".join(f"{day:%y-%m-%d}" for day in days[:4])


def test_what_comes_again_is_read_said_and_counted() -> None:
    assert [(row, read(row[0])) for row in TYPED if read(row[0]) != row] == []


def test_the_words_of_a_rule_read_back_as_the_same_rule() -> None:
    wrong = []
    for row in TYPED:
        if row[1] is not None:
            found = read_recurrence(row[2], TODAY)
            if found is None or found.rule != row[1]:
                wrong.append((row[2], row[1], found))
    assert wrong == []
