"""Rows of the agenda by their cells, in both languages."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tuicrm.sales.agenda.listing import ActionRow
from tuicrm.sales.agenda.nowlist import ASKED, CALL_BACK, PROMISED, SILENT, TODAY, DayLine, NowList, NowRow
from tuicrm.sales.agenda.rhythm import Coverage
from tuicrm.screens import agenda_rows
from tuicrm.widgets.row import Cell, Row

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY_ON = NOW.date()
LATE_CALL = NowRow(
    CALL_BACK, "action", 1, 1, "Meridian Labs", 1, "PX line", "J. Novak", "call", "answer on the quote",
    date(2026, 11, 20), None, "day", True, None, "Quote", 48_000_00, "EUR", 3,
)  # fmt: skip
CALL = ActionRow(
    id=7, version=1, kind="call", subject="contract", state="planned", grain="minute", planned_on=TODAY_ON,
    planned_at=NOW + timedelta(hours=1), minutes=15, promise=None, origin="plan", postponed=0, done_at=None,
    done_on=None, outcome=None, note=None, owner_id=1, owner="Li Wei", customer_id=2, customer="Lund Bio", city=None,
    project_id=None, project=None, amount_minor=None, currency=None, stage=None, contact=None,
)  # fmt: skip
DONE = replace(
    CALL, id=8, state="done", done_at=NOW - timedelta(hours=1), done_on=TODAY_ON, outcome="talked", note="price fine"
)


def texts(row: Row) -> list[str]:
    return [cell.text if isinstance(cell, Cell) else cell for cell in row.cells]


def found(*rows: NowRow, covered: Coverage = Coverage(1, "", 0, 0, 0, 0)) -> NowList:
    return NowList(1, rows, DayLine(0, 0, 0, 0, 0), covered)


def test_what_has_no_plan_is_the_last_row() -> None:
    page = agenda_rows.now_page(found(LATE_CALL, covered=Coverage(1, "", 40, 31, 6, 3)), NOW)
    assert [row.head for row in page.rows] == ["Call back", "Plan coverage"]
    assert texts(page.rows[1]) == ["", "74%", "-", "covered", "12 lack a plan",
                                   "of 46 in all", ""]  # fmt: skip
    items = agenda_rows.now_items(found(LATE_CALL, covered=Coverage(1, "", 40, 31, 6, 3)))
    assert [item.key for item in items] == [row.key for row in page.rows]
    assert len(agenda_rows.now_page(found(LATE_CALL), NOW).rows) == 1, "all is covered"


def now_texts(**values: object) -> list[str]:
    (row,) = agenda_rows.now_page(found(replace(LATE_CALL, **values)), NOW).rows  # type: ignore[arg-type]
    return texts(row)


def test_late_call_says_since_when_for_whom_and_what_is_at_stake() -> None:
    (row,) = agenda_rows.now_page(found(LATE_CALL), NOW).rows
    assert row.head == "Call back"
    assert texts(row) == [
        "1", "Fri 20", "!", "call", "Meridian Labs, J. Novak", "answer on the quote", "Quote 48.0k",
    ]  # fmt: skip
    assert [cell.tone for cell in row.cells[1:3] if isinstance(cell, Cell)] == ["late", "late"]


def test_amounts_and_days_follow_the_language(said_in_chinese: None) -> None:
    assert now_texts()[-1] == "Quote 4.8万"
    silent = {"section": SILENT, "kind": "project", "is_late": False, "days": 12, "act": "no_next", "subject": ""}
    assert now_texts(**silent)[1:3] == ["12天", "-"]


def test_each_kind_of_row_has_its_words_and_sign() -> None:
    calm = {"is_late": False, "contact": None}
    promised = now_texts(section=PROMISED, promise="theirs", on=TODAY_ON, **calm)
    assert promised[1:4] == ["today", "", "they owe"]
    asked = now_texts(section=ASKED, kind="inquiry", source="website", at=NOW - timedelta(minutes=226), **calm)
    assert asked[1:4] == ["3:46 h", "", "website"]
    step = now_texts(section=SILENT, kind="project", act="no_next", subject="", days=5, **calm)
    assert step[1:] == ["5d", "-", "no step", "Meridian Labs", "PX line", "Quote 48.0k"]
    silent = now_texts(section=SILENT, kind="customer", act="silent", subject="A", days=16, rhythm_days=14, **calm)
    assert silent[1:] == ["16d", "~", "silent", "Meridian Labs", "class A", "every 14d"]
    week = now_texts(section=TODAY, on=TODAY_ON, grain="week", **calm)
    assert week[1] == "this week"


def test_a_hostile_name_reaches_no_terminal() -> None:
    assert not {"\x1b", "\x07", "\u202e"} & set("".join(now_texts(customer="x\x1b]52;c;eA==\x07\u202e")))


def test_heads_are_drawn_once_a_section_and_not_on_a_phone() -> None:
    rows = [LATE_CALL, replace(LATE_CALL, id=2), replace(LATE_CALL, id=3, section=TODAY, is_late=False)]
    assert [row.head for row in agenda_rows.now_page(found(*rows), NOW).rows] == ["Call back", "", "Planned today"]
    assert [row.head for row in agenda_rows.now_page(found(*rows), NOW, heads=False).rows] == ["", "", ""]


def test_a_day_has_timed_before_any_time_and_done_last() -> None:
    any_time = replace(CALL, id=9, planned_at=None, grain="day")
    rows = agenda_rows.days_page([DONE, any_time, CALL], [TODAY_ON], NOW).rows
    assert [(row.key, texts(row)[1]) for row in rows] == [
        (("action", 7), "10:00"),
        (("action", 9), "any time"),
        (("action", 8), "8:00"),
    ]
    assert rows[0].head == "Mon 23 Nov, today: 2 planned, 1 done"
    assert [row.head for row in rows[1:]] == ["", ""]
    assert texts(rows[2])[5] == "talked: price fine"


def test_a_week_names_its_empty_days_too() -> None:
    days = [TODAY_ON + timedelta(days=nth) for nth in range(3)]
    rows = agenda_rows.days_page([CALL, DONE], days, NOW).rows
    assert [row.head for row in rows] == ["Mon 23 Nov, today: 1 planned, 1 done", "", "Tue 24 Nov", "Wed 25 Nov"]
    assert [texts(row)[1:5] for row in rows[2:]] == [["", "", "nothing", ""]] * 2
    assert [row.key for row in agenda_rows.days_page([CALL], days, NOW, blank=False).rows] == [("action", 7)]


def test_a_project_shows_its_plan_and_the_stages_of_its_record_newest_first() -> None:
    older = replace(DONE, id=5, stage="New", done_on=date(2026, 11, 2), done_at=NOW - timedelta(days=21))
    rows = agenda_rows.project_page([older, replace(DONE, stage="Quote"), CALL], NOW).rows
    assert [row.head for row in rows] == ["Plan", "Done in Quote", "Done in New"]
    assert [texts(row)[1] for row in rows] == ["10:00", "today", "Mon 2 Nov"]
