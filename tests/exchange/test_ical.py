"""Calendar files: what real programs wrote goes in and out with nothing lost; what is broken is named by its line."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.left_out import leave_out
from tests.patience import LONGEST_SECONDS
from tuicrm.exchange.ical_pieces import split
from tuicrm.exchange.ical_reading import read_calendar
from tuicrm.exchange.ical_writing import write_calendar
from tuicrm.sales.calendars import Attendee, Entry, Given

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BERLIN, SHANGHAI = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai")
FILES = {  # what each file of the real data has that cannot be read: how many lines are named, and a part of the words
    "ical.js/blank_line_mid.ics": (0, ""), "ical.js/day_long_recur_yearly.ics": (0, ""),
    "ical.js/duration_instead_of_dtend.ics": (0, ""), "ical.js/google_birthday.ics": (2, "RDATE cannot be read"),
    "ical.js/multiple_root_components.ics": (0, ""), "ical.js/only_dtstart_date.ics": (0, ""),
    "ical.js/quoted_params.ics": (0, ""), "ical.js/rfc.ics": (0, ""), "ical.js/unfold_properties.ics": (0, ""),
    "icalendar/big_bad_calendar.ics": (20, "no time"), "icalendar/bom_calendar.ics": (0, ""),
    "icalendar/broken_dtstart.ics": (2, "DTSTART cannot be read"), "icalendar/broken_ical.ics": (2, "a line cannot"),
    "icalendar/calendar_with_unicode.ics": (0, ""), "icalendar/empty.ics": (0, ""), "icalendar/example.ics": (0, ""),
    "icalendar/issue_127_categories_with_commas.ics": (0, ""),
    "icalendar/issue_165_missing_event.ics": (1, "RRULE cannot be read"),
    "icalendar/issue_351_whitespace_in_property_and_params.ics": (0, ""),
    "icalendar/issue_466_respect_unique_timezone.ics": (0, ""),
    "icalendar/issue_722_missing_timezones.ics": (1, "no time"),
    "icalendar/multiple_calendar_components.ics": (0, ""), "icalendar/parsing_error.ics": (1, "EXDATE cannot be read"),
    "icalendar/pr_480_summary_with_colon.ics": (2, "no time"), "icalendar/rfc_6868.ics": (1, "no time"),
    "libical/2445.ics": (0, ""), "libical/incoming.ics": (7, "DTEND cannot be read"),
    "libical/recur-errors.ics": (4, "US-Eastern is not known"),
    "py-vobject/ms_tzid.ics": (0, ""), "py-vobject/tzid_8bit.ics": (0, ""),
    "py-vobject/vobject_0050.ics": (1, "DTEND cannot be read"), "py-vobject/vtodo.ics": (0, ""),
    "sabre-vobject/UntilRespectsTimezoneTest.ics": (0, ""),
}  # fmt: skip


def again(given_: Given) -> tuple[Entry, ...]:
    read = read_calendar(write_calendar(given_, NOW), given_.zone)
    assert read.troubles == ()
    return read.entries


def held(entry: Entry) -> Entry:
    """An entry without what belongs to one file alone."""
    return replace(entry, line=0, details=entry.details.strip(), remind_minutes=entry.remind_minutes)


def test_every_real_file_is_known_here(real_data: Path) -> None:
    folder = real_data / "contacts"
    assert sorted(FILES) == sorted(str(path.relative_to(folder)) for path in folder.glob("*/*.ics"))


@pytest.mark.parametrize("name", FILES)
def test_real_files_are_read_and_their_faults_named(real_data: Path, name: str) -> None:
    read = read_calendar((real_data / "contacts" / name).read_bytes(), "Europe/Berlin")
    faults, part = FILES[name]
    assert len(read.troubles) == faults, [one.what for one in read.troubles]
    assert not part or any(part in one.what for one in read.troubles)
    assert all(one.line > 0 for one in read.troubles)
    known = json.loads((real_data / "contacts" / "reference.json").read_text())[name]
    without_time = sum("no time" in one.what for one in read.troubles)
    assert read.calendars == known["calendars"]
    assert len(read.entries) + without_time == known["events"] + known["todos"]


@pytest.mark.parametrize("name", FILES)
def test_real_files_go_out_as_they_came_in(real_data: Path, name: str) -> None:
    read = read_calendar((real_data / "contacts" / name).read_bytes(), "Europe/Berlin")
    came = sorted(map(held, read.entries), key=lambda one: (one.uid, one.occurs, str(one.start)))
    out = again(Given(name, "Europe/Berlin", read.entries))
    went = sorted(map(held, out), key=lambda one: (one.uid, one.occurs, str(one.start)))
    for one, other in zip(came, went, strict=True):
        assert other == one


def event(*lines: str, zone: str = "Europe/Berlin") -> tuple[list[Entry], list[str]]:
    body = "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", *lines, "END:VEVENT", "END:VCALENDAR"])
    read = read_calendar(body.encode(), zone)
    return list(read.entries), [one.what for one in read.troubles]


@pytest.mark.parametrize(
    ("lines", "start", "minutes"),
    [
        (["DTSTART:20261124T090000Z"], datetime(2026, 11, 24, 10, tzinfo=BERLIN), None),
        (["DTSTART:20261124T090000"], datetime(2026, 11, 24, 9, tzinfo=BERLIN), None),
        (["DTSTART;TZID=Asia/Shanghai:20261124T090000"], datetime(2026, 11, 24, 9, tzinfo=SHANGHAI), None),
        (["DTSTART;TZID=China Standard Time:20261124T090000"], datetime(2026, 11, 24, 9, tzinfo=SHANGHAI), None),
        (["DTSTART:20261124T090000Z", "DTEND:20261124T100000Z"], datetime(2026, 11, 24, 10, tzinfo=BERLIN), 60),
        (["DTSTART:20261124T090000Z", "DURATION:PT1H30M"], datetime(2026, 11, 24, 10, tzinfo=BERLIN), 90),
        (["DTSTART:20261124T090000Z", "DTEND:20261124T080000Z"], datetime(2026, 11, 24, 10, tzinfo=BERLIN), None),
        (["DTSTART;VALUE=DATE:20261124"], date(2026, 11, 24), None),
    ],
)
def test_when_an_entry_is(lines: list[str], start: datetime | date, minutes: int | None) -> None:
    ((one,), wrong) = event(*lines)
    assert (one.start, one.minutes, wrong) == (start, minutes, [])


def test_an_unknown_zone_is_said_and_taken_as_ours() -> None:
    ((one,), wrong) = event("DTSTART;TZID=Mars/Olympus:20261124T090000")
    assert one.start == datetime(2026, 11, 24, 9, tzinfo=BERLIN)
    assert wrong == ["the time zone Mars/Olympus is not known: taken as Europe/Berlin"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["PRIORITY:1"], {"priority": 2}),
        (["PRIORITY:3"], {"priority": 1}),
        (["PRIORITY:5"], {"priority": 0}),
        (["STATUS:CANCELLED"], {"state": "cancelled"}),
        (["SEQUENCE:4"], {"number": 4}),
        (["LOCATION:Kiel\\, Hafen"], {"place": "Kiel, Hafen"}),
        (["DESCRIPTION:one\\ntwo"], {"details": "one\ntwo"}),
        (["SUMMARY:a;b\\;c"], {"summary": "a;b;c"}),
        (["RRULE:FREQ=DAILY;UNTIL=20261130T080000Z"], {"rule": "FREQ=DAILY;UNTIL=20261130T090000"}),
        (["RRULE:FREQ=DAILY;UNTIL=20261130"], {"rule": "FREQ=DAILY;UNTIL=20261130T235959"}),
        (["RRULE:FREQ=DAILY", "EXDATE:20261125T080000Z"], {"skipped": ("20261125T090000",)}),
        (["ATTENDEE;CN=Jan Novak:mailto:j@acme.cz"], {"attendees": (Attendee("j@acme.cz", "Jan Novak"),)}),
        (["ATTENDEE:invalid:nobody"], {"attendees": ()}),
        (["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT30M", "END:VALARM"], {"remind_minutes": 30}),
        (["RECURRENCE-ID:20261125T080000Z"], {"occurs": "20261125T090000"}),
    ],
)
def test_what_an_entry_says(lines: list[str], expected: dict[str, object]) -> None:
    ((one,), wrong) = event("DTSTART:20261124T080000Z", *lines)
    assert {name: getattr(one, name) for name in expected} == expected
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "this is no calendar"),
        ("hello", "this is no calendar"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n", "has no end: END:VEVENT is missing"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nEND:VEVENT\n", "the entry has no time"),
        ("BEGIN:VEVENT\nDTSTART:99999999\nEND:VEVENT\n", "DTSTART cannot be read"),
    ],
)
def test_broken_files_are_told(text: str, part: str) -> None:
    read = read_calendar(text.encode(), "UTC")
    assert any(part in one.what for one in read.troubles)
    assert read.entries == ()


def test_zones_that_one_file_defines_are_not_those_of_the_next() -> None:
    zone = "BEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0500\nTZOFFSETTO:+0500\n"
    entry = "BEGIN:VEVENT\nUID:1\nDTSTART;TZID=Ours:20261124T090000\nEND:VEVENT\n"
    with_zone = f"BEGIN:VCALENDAR\n{zone}END:STANDARD\nEND:VTIMEZONE\n{entry}END:VCALENDAR\n"
    first = read_calendar(with_zone.encode(), "UTC")
    assert (first.entries[0].start, first.troubles) == (datetime(2026, 11, 24, 4, tzinfo=UTC), ())
    second = read_calendar(f"BEGIN:VCALENDAR\n{entry}END:VCALENDAR\n".encode(), "UTC")
    assert second.entries[0].start == datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert [one.what for one in second.troubles] == ["the time zone Ours is not known: taken as UTC"]


def test_one_broken_entry_costs_no_other() -> None:
    good = "BEGIN:VEVENT\nUID:{}\nDTSTART:20261124T080000Z\nEND:VEVENT\n"
    text = "BEGIN:VCALENDAR\n" + good.format(1) + "BEGIN:VEVENT\nUID:2\n" + good.format(3) + "END:VCALENDAR\n"
    read = read_calendar(text.encode(), "UTC")
    assert [one.uid for one in read.entries] == ["1", "3"]
    assert [(one.line, "no end" in one.what) for one in read.troubles] == [(6, True)]


def test_entries_without_a_uid_have_the_same_one_each_time() -> None:
    text = b"BEGIN:VEVENT\nDTSTART:20261124T080000Z\nSUMMARY:x\nEND:VEVENT\n"
    first, second = (read_calendar(text, "UTC").entries[0].uid for _ in range(2))
    assert first == second


def test_pieces_know_their_lines() -> None:
    found = split("BEGIN:VCALENDAR\nX-WR-CALNAME:Mine\n\nBEGIN:VEVENT\nSUMMARY:a\n b\nEND:VEVENT\nEND:VCALENDAR\n")
    assert (found.head["X-WR-CALNAME"], found.calendars) == ("Mine", 1)
    assert [(one.kind, one.line, one.lines[1]) for one in found.found] == [("VEVENT", 4, "SUMMARY:ab")]


def whole_minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0, tzinfo=BERLIN)


texts = st.text("abc äé中文,;\\:\"'", min_size=1, max_size=90).map(lambda text: " ".join(text.split()) or "x")
starts = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(whole_minute)
entries = st.builds(
    Entry, uid=st.uuids().map(str), summary=texts,
    start=starts | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    zone=st.just("Europe/Berlin"), number=st.integers(0, 9),
    place=st.sampled_from(["", "Kiel, Hafen", "国贸三期"]), priority=st.integers(0, 2),
    state=st.sampled_from(["planned", "cancelled"]), remind_minutes=st.none() | st.integers(0, 600),
)  # fmt: skip


@given(st.lists(entries, max_size=4, unique_by=lambda one: one.uid))
@settings(max_examples=40, deadline=None)
def test_written_and_read_again_is_the_same(found: list[Entry]) -> None:
    assert [held(one) for one in again(Given("x", "Europe/Berlin", tuple(found)))] == found


def test_the_same_entries_give_the_same_bytes() -> None:
    one = Entry("1", "call", datetime(2026, 11, 24, 9, tzinfo=BERLIN), "Europe/Berlin", changed_at=NOW)
    first = write_calendar(Given("x", "Europe/Berlin", (one,)), NOW)
    assert first == write_calendar(Given("x", "Europe/Berlin", (one,)), datetime(2026, 12, 1, tzinfo=UTC))
    text = first.decode()
    for line in ("METHOD:PUBLISH", "X-WR-CALNAME:x", "X-PUBLISHED-TTL:PT15M", "BEGIN:VTIMEZONE", "TZID:Europe/Berlin"):
        assert line in text
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_khal_reads_what_we_write(tmp_path: Path) -> None:
    khal = shutil.which("khal")
    if khal is None:
        leave_out("khal")
    found = (
        Entry("a@tuicrm", "call Acme: offer", datetime(2026, 11, 24, 9, 30, tzinfo=SHANGHAI), "Asia/Shanghai"),
        Entry("b@tuicrm", "visit 北京联成", date(2026, 11, 25), "Europe/Berlin"),
        Entry("c@tuicrm", "news", datetime(2026, 3, 23, 9, 30, tzinfo=BERLIN), "Europe/Berlin", minutes=15,
              rule="FREQ=WEEKLY;BYDAY=MO;COUNT=3", skipped=("20260330T093000",)),
    )  # fmt: skip
    calendar = tmp_path / "calendar"
    calendar.mkdir()
    for one in found:
        (calendar / f"{one.uid}.ics").write_bytes(write_calendar(Given("Li Wei", "Europe/Berlin", (one,)), NOW))
    config = tmp_path / "khal.conf"
    config.write_text(
        f"[calendars]\n[[ours]]\npath = {calendar}\n[locale]\nlocal_timezone = Europe/Berlin\n"
        "default_timezone = Europe/Berlin\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        f"[sqlite]\npath = {tmp_path / 'khal.db'}\n"
    )

    def listed(first: str, last: str) -> list[str]:
        said = subprocess.run(
            [khal, "-c", str(config), "list", "--format", "{start-long} {title}", "--day-format", "", first, last],
            capture_output=True, text=True, timeout=LONGEST_SECONDS,
            env={"HOME": str(tmp_path), "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
        )  # fmt: skip
        assert said.returncode == 0, said.stderr
        return [re.sub(r"\s+", " ", line).strip() for line in said.stdout.splitlines() if line.strip()]

    assert listed("2026-11-24", "2026-11-26") == ["2026-11-24 02:30 call Acme: offer", "2026-11-25 visit 北京联成"]
    assert listed("2026-03-20", "2026-04-20") == ["2026-03-23 09:30 news", "2026-04-06 09:30 news"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("DTSTART:soon", "DTSTART cannot be read: “soon”"), ("DTSTART:20261x01", "DTSTART cannot be read: “20261x01”"),
        ("DTSTART;;VALUE=DATE:20261201", "a line cannot be read: “DTSTART;;VALUE=DATE:20261201”"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_quoted_and_nothing_is_said_in_another_language(line: str, said: str) -> None:
    text = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n{line}\nEND:VEVENT\nEND:VCALENDAR\n"
    troubles = read_calendar(text.encode(), "UTC").troubles
    assert said in [one.what for one in troubles]
