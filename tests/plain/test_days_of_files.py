"""Days and moments as files write them: in which order they are read, and what is said of those that are none."""

from typing import Any

from tuicrm.plain.periods import Order, read_date, read_moment

DAYS = (
    ("2026-12-18", "2026-12-18", "2026-12-18", "2026-12-18"),
    ("2026/12/18", "2026-12-18", "2026-12-18", "2026-12-18"),
    ("2026.12.18", "2026-12-18", "2026-12-18", "2026-12-18"),
    ("20261218", "2026-12-18", "2026-12-18", "2026-12-18"),
    ("18.12.2026", "2026-12-18", "2026-12-18", "there is no day “18.12.2026”"),
    ("18/12/2026", "2026-12-18", "2026-12-18", "there is no day “18/12/2026”"),
    ("12/18/2026", "2026-12-18", "there is no day “12/18/2026”", "2026-12-18"),
    ("11/8/2016", "“11/8/2016” could be two days", "2016-08-11", "2016-11-08"),
    ("8-Nov-2016", "2016-11-08", "2016-11-08", "2016-11-08"),
    ("8 Nov 2016", "2016-11-08", "2016-11-08", "2016-11-08"),
    ("Nov 8, 2016", "2016-11-08", "2016-11-08", "2016-11-08"),
    ("November 8, 2016", "2016-11-08", "2016-11-08", "2016-11-08"),
    ("8 November 2016", "2016-11-08", "2016-11-08", "2016-11-08"),
    ("2016年11月8日", "2016-11-08", "2016-11-08", "2016-11-08"),
    ("2016-11-8", "2016-11-08", "2016-11-08", "2016-11-08"),
    ("2016-1-1", "2016-01-01", "2016-01-01", "2016-01-01"),
    ("1.1.2016", "2016-01-01", "2016-01-01", "2016-01-01"),
    ("01.01.16", "“01.01.16” is not a date", "2016-01-01", "2016-01-01"),
    ("1/1/16", "“1/1/16” is not a date", "2016-01-01", "2016-01-01"),
    ("12/31/25", "“12/31/25” is not a date", "there is no day “12/31/25”", "2025-12-31"),
    ("31.12.25", "“31.12.25” is not a date", "2025-12-31", "there is no day “31.12.25”"),
    ("1/2/69", "“1/2/69” is not a date", "2069-02-01", "2069-01-02"),
    ("1/2/70", "“1/2/70” is not a date", "1970-02-01", "1970-01-02"),
    ("1-2-25", "“1-2-25” is not a date", "“1-2-25” is not a date", "“1-2-25” is not a date"),
    ("1/2/025", "“1/2/025” is not a date", "“1/2/025” is not a date", "“1/2/025” is not a date"),
    ("1/2/25 9:05", "“1/2/25 9:05” is not a date", "2025-02-01", "2025-01-02"),
    ("31/12/99", "“31/12/99” is not a date", "1999-12-31", "there is no day “31/12/99”"),
    ("2026-02-29", "there is no day “2026-02-29”", "there is no day “2026-02-29”", "there is no day “2026-02-29”"),
    ("2028-02-29", "2028-02-29", "2028-02-29", "2028-02-29"),
    ("30.02.2026", "there is no day “30.02.2026”", "there is no day “30.02.2026”", "there is no day “30.02.2026”"),
    ("31.04.2026", "there is no day “31.04.2026”", "there is no day “31.04.2026”", "there is no day “31.04.2026”"),
    ("2026-13-01", "there is no day “2026-13-01”", "there is no day “2026-13-01”", "there is no day “2026-13-01”"),
    ("2026-00-10", "there is no day “2026-00-10”", "there is no day “2026-00-10”", "there is no day “2026-00-10”"),
    ("2026-01-00", "there is no day “2026-01-00”", "there is no day “2026-01-00”", "there is no day “2026-01-00”"),
    ("0001-01-01", "0001-01-01", "0001-01-01", "0001-01-01"),
    ("9999-12-31", "9999-12-31", "9999-12-31", "9999-12-31"),
    ("10000-01-01", "“10000-01-01” is not a date", "“10000-01-01” is not a date", "“10000-01-01” is not a date"),
    ("1899-12-30", "1899-12-30", "1899-12-30", "1899-12-30"),
    ("44000", "“44000” is not a date", "“44000” is not a date", "“44000” is not a date"),
    ("43831", "“43831” is not a date", "“43831” is not a date", "“43831” is not a date"),
    ("", "“” is not a date", "“” is not a date", "“” is not a date"),
    ("  ", "“” is not a date", "“” is not a date", "“” is not a date"),
    ("today", "“today” is not a date", "“today” is not a date", "“today” is not a date"),
    ("yesterday", "“yesterday” is not a date", "“yesterday” is not a date", "“yesterday” is not a date"),
    ("2026", "“2026” is not a date", "“2026” is not a date", "“2026” is not a date"),
    ("2026-12", "“2026-12” is not a date", "“2026-12” is not a date", "“2026-12” is not a date"),
    ("12-2026", "“12-2026” is not a date", "“12-2026” is not a date", "“12-2026” is not a date"),
    ("Dec 2026", "“Dec 2026” is not a date", "“Dec 2026” is not a date", "“Dec 2026” is not a date"),
    ("2026-W50", "“2026-W50” is not a date", "“2026-W50” is not a date", "“2026-W50” is not a date"),
    ("2026-350", "“2026-350” is not a date", "“2026-350” is not a date", "“2026-350” is not a date"),
    ("2026-12-18T10:00", "2026-12-18", "2026-12-18", "2026-12-18"),
    ("2026-12-18 10:00", "2026-12-18", "2026-12-18", "2026-12-18"),
    ("2026-12-18T10:00:00Z", "2026-12-18", "2026-12-18", "2026-12-18"),
    ("18.12.2026 10:00", "2026-12-18", "2026-12-18", "there is no day “18.12.2026 10:00”"),
    (" 2026-12-18 ", "2026-12-18", "2026-12-18", "2026-12-18"),
    ("２０２６-１２-１８", "2026-12-18", "2026-12-18", "2026-12-18"),
    ("2026–12–18", "“2026–12–18” is not a date", "“2026–12–18” is not a date", "“2026–12–18” is not a date"),
    ("2026-12-18x", "“2026-12-18x” is not a date", "“2026-12-18x” is not a date", "“2026-12-18x” is not a date"),
    ("x2026-12-18", "“x2026-12-18” is not a date", "“x2026-12-18” is not a date", "“x2026-12-18” is not a date"),
    ("1.2.3", "“1.2.3” is not a date", "“1.2.3” is not a date", "“1.2.3” is not a date"),
    ("99/99/9999", "there is no day “99/99/9999”", "there is no day “99/99/9999”", "there is no day “99/99/9999”"),
    ("29/2/2028", "2028-02-29", "2028-02-29", "there is no day “29/2/2028”"),
    ("29/2/2026", "there is no day “29/2/2026”", "there is no day “29/2/2026”", "there is no day “29/2/2026”"),
    ("2028-2-29", "2028-02-29", "2028-02-29", "2028-02-29"),
    ("0/0/0", "“0/0/0” is not a date", "“0/0/0” is not a date", "“0/0/0” is not a date"),
    ("-1-1-1", "“-1-1-1” is not a date", "“-1-1-1” is not a date", "“-1-1-1” is not a date"),
)
"""text -> the day, or what is said: without an order, day first, month first."""

MOMENTS = (
    ("2026-12-18 10:00", "UTC", "2026-12-18T10:00:00+00:00"),
    ("2026-12-18 10:00", "Europe/Berlin", "2026-12-18T09:00:00+00:00"),
    ("2026-12-18 10:00", "Asia/Shanghai", "2026-12-18T02:00:00+00:00"),
    ("2026-12-18T10:00:00", "UTC", "2026-12-18T10:00:00+00:00"),
    ("2026-12-18T10:00:00", "Europe/Berlin", "2026-12-18T09:00:00+00:00"),
    ("2026-12-18T10:00:00", "Asia/Shanghai", "2026-12-18T02:00:00+00:00"),
    ("2026-12-18T10:00:00Z", "UTC", "2026-12-18T10:00:00+00:00"),
    ("2026-12-18T10:00:00Z", "Europe/Berlin", "2026-12-18T10:00:00+00:00"),
    ("2026-12-18T10:00:00Z", "Asia/Shanghai", "2026-12-18T10:00:00+00:00"),
    ("2026-12-18T10:00:00+08:00", "UTC", "2026-12-18T02:00:00+00:00"),
    ("2026-12-18T10:00:00+08:00", "Europe/Berlin", "2026-12-18T02:00:00+00:00"),
    ("2026-12-18T10:00:00+08:00", "Asia/Shanghai", "2026-12-18T02:00:00+00:00"),
    ("2026-12-18T10:00:00.123Z", "UTC", "2026-12-18T10:00:00+00:00"),
    ("2026-12-18T10:00:00.123Z", "Europe/Berlin", "2026-12-18T10:00:00+00:00"),
    ("2026-12-18T10:00:00.123Z", "Asia/Shanghai", "2026-12-18T10:00:00+00:00"),
    ("2026-12-18T24:00:00", "UTC", "“2026-12-18T24:00:00” is not a date"),
    ("2026-12-18T24:00:00", "Europe/Berlin", "“2026-12-18T24:00:00” is not a date"),
    ("2026-12-18T24:00:00", "Asia/Shanghai", "“2026-12-18T24:00:00” is not a date"),
    ("2026-12-18 25:00", "UTC", "“2026-12-18 25:00” is not a date"),
    ("2026-12-18 25:00", "Europe/Berlin", "“2026-12-18 25:00” is not a date"),
    ("2026-12-18 25:00", "Asia/Shanghai", "“2026-12-18 25:00” is not a date"),
    ("2026-12-18 10:60", "UTC", "“2026-12-18 10:60” is not a date"),
    ("2026-12-18 10:60", "Europe/Berlin", "“2026-12-18 10:60” is not a date"),
    ("2026-12-18 10:60", "Asia/Shanghai", "“2026-12-18 10:60” is not a date"),
    ("2026-12-18", "UTC", "2026-12-18"),
    ("2026-12-18", "Europe/Berlin", "2026-12-18"),
    ("2026-12-18", "Asia/Shanghai", "2026-12-18"),
    ("18.12.2026 10:00", "UTC", "2026-12-18T10:00:00+00:00"),
    ("18.12.2026 10:00", "Europe/Berlin", "2026-12-18T09:00:00+00:00"),
    ("18.12.2026 10:00", "Asia/Shanghai", "2026-12-18T02:00:00+00:00"),
    ("12/18/2026 10:00 PM", "UTC", "2026-12-18T22:00:00+00:00"),
    ("12/18/2026 10:00 PM", "Europe/Berlin", "2026-12-18T21:00:00+00:00"),
    ("12/18/2026 10:00 PM", "Asia/Shanghai", "2026-12-18T14:00:00+00:00"),
    ("12/18/2026 12:00 AM", "UTC", "2026-12-18T00:00:00+00:00"),
    ("12/18/2026 12:00 AM", "Europe/Berlin", "2026-12-17T23:00:00+00:00"),
    ("12/18/2026 12:00 AM", "Asia/Shanghai", "2026-12-17T16:00:00+00:00"),
    ("18/12/2026 9:05", "UTC", "2026-12-18T09:05:00+00:00"),
    ("18/12/2026 9:05", "Europe/Berlin", "2026-12-18T08:05:00+00:00"),
    ("18/12/2026 9:05", "Asia/Shanghai", "2026-12-18T01:05:00+00:00"),
    ("2026/12/18 10:00:59", "UTC", "2026-12-18T10:00:59+00:00"),
    ("2026/12/18 10:00:59", "Europe/Berlin", "2026-12-18T09:00:59+00:00"),
    ("2026/12/18 10:00:59", "Asia/Shanghai", "2026-12-18T02:00:59+00:00"),
    ("2026-03-29 02:30", "UTC", "2026-03-29T02:30:00+00:00"),
    ("2026-03-29 02:30", "Europe/Berlin", "2026-03-29T01:30:00+00:00"),
    ("2026-03-29 02:30", "Asia/Shanghai", "2026-03-28T18:30:00+00:00"),
    ("2026-10-25 02:30", "UTC", "2026-10-25T02:30:00+00:00"),
    ("2026-10-25 02:30", "Europe/Berlin", "2026-10-25T00:30:00+00:00"),
    ("2026-10-25 02:30", "Asia/Shanghai", "2026-10-24T18:30:00+00:00"),
    ("2026年12月18日 10:00", "UTC", "2026-12-18T10:00:00+00:00"),
    ("2026年12月18日 10:00", "Europe/Berlin", "2026-12-18T09:00:00+00:00"),
    ("2026年12月18日 10:00", "Asia/Shanghai", "2026-12-18T02:00:00+00:00"),
    ("1766023200", "UTC", "“1766023200” is not a date"),
    ("1766023200", "Europe/Berlin", "“1766023200” is not a date"),
    ("1766023200", "Asia/Shanghai", "“1766023200” is not a date"),
    ("2026-12-18 10:00 CET", "UTC", "“2026-12-18 10:00 CET” is not a date"),
    ("2026-12-18 10:00 CET", "Europe/Berlin", "“2026-12-18 10:00 CET” is not a date"),
    ("2026-12-18 10:00 CET", "Asia/Shanghai", "“2026-12-18 10:00 CET” is not a date"),
    ("2026-12-18T10:00-0500", "UTC", "2026-12-18T15:00:00+00:00"),
    ("2026-12-18T10:00-0500", "Europe/Berlin", "2026-12-18T15:00:00+00:00"),
    ("2026-12-18T10:00-0500", "Asia/Shanghai", "2026-12-18T15:00:00+00:00"),
    ("", "UTC", "“” is not a date"),
    ("", "Europe/Berlin", "“” is not a date"),
    ("", "Asia/Shanghai", "“” is not a date"),
)
"""text, zone -> the moment, the day, or what is said."""


def day(text: str, order: Order | None) -> str:
    try:
        return read_date(text, order=order).isoformat()
    except ValueError as error:
        return str(error)


def moment(text: str, zone: str) -> Any:
    try:
        return read_moment(text, zone).isoformat()
    except ValueError as error:
        return str(error)


def test_days() -> None:
    found = [(text, day(text, None), day(text, "dmy"), day(text, "mdy")) for text, *_want in DAYS]
    assert [pair for pair in zip(DAYS, found, strict=True) if pair[0] != pair[1]] == []


def test_moments() -> None:
    found = [(text, zone, moment(text, zone)) for text, zone, _want in MOMENTS]
    assert [pair for pair in zip(MOMENTS, found, strict=True) if pair[0] != pair[1]] == []


def test_an_order_changes_only_what_could_be_two_days() -> None:
    for text, plain, day_first, month_first in DAYS:
        if plain[:1].isdigit():
            assert plain in (day_first, month_first), text
            assert {one for one in (day_first, month_first) if one[:1].isdigit()} == {plain}, text
