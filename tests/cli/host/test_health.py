"""How a host is: timers, backups, errors, windows, each at the edge where it turns from well to not."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.company import Company
from tuicrm.cli.host import health, jobs
from tuicrm.cli.host.health import PATIENCE
from tuicrm.sales.access.timers import TimerRow, last_runs

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def ran(name: str, ago: timedelta, *, went_well: bool = True, ended: bool = True, said: str = "") -> TimerRow:
    good = NOW - ago if went_well or ago else None
    return TimerRow(name, "crm", NOW - ago, NOW - ago if ended else None, went_well, good, said)


def judged(*rows: TimerRow, is_set_up: bool = True) -> dict[str, health.Part]:
    return {part.name: part for part in health.timers_part(rows, NOW, is_set_up=is_set_up)}


def test_where_nothing_was_set_up_nothing_is_late() -> None:
    assert judged(is_set_up=False)["timers"].good


@pytest.mark.parametrize("name", PATIENCE)
def test_a_timer_that_never_ran_on_a_host_is_told(name: str) -> None:
    assert not judged()[name].good
    assert "never" in judged()[name].said


@pytest.mark.parametrize("name", PATIENCE)
@pytest.mark.parametrize(("over", "good"), [(timedelta(0), True), (timedelta(seconds=1), False)])
def test_a_timer_is_late_after_its_patience(name: str, over: timedelta, good: bool) -> None:
    assert judged(ran(name, PATIENCE[name] + over))[name].good is good


def test_a_failed_run_is_told_with_its_reason_and_the_last_good_one() -> None:
    part = judged(ran("backup", timedelta(hours=3), went_well=False, said="disk full"))["backup"]
    assert not part.good
    assert "disk full" in part.said
    assert "3 hours" in part.said


def test_a_run_that_is_under_way_is_no_fault() -> None:
    assert judged(ran("recycle", timedelta(minutes=5), went_well=False, ended=False))["recycle"].good


@pytest.mark.parametrize(("hours", "good"), [(1, True), (25, True), (27, False)])
def test_a_backup_is_judged_by_its_age(tmp_path: Path, hours: int, good: bool) -> None:
    path = tmp_path / "tuicrm-20261123T030000Z.db"
    path.write_text("x")
    moment = (NOW - timedelta(hours=hours)).timestamp()
    os.utime(path, (moment, moment))
    part = health.backup_part(tmp_path, NOW, is_set_up=True)
    assert (part.good, path.name in part.said) == (good, True)


def test_an_empty_backup_and_none_are_no_backup(tmp_path: Path) -> None:
    assert not health.backup_part(tmp_path, NOW, is_set_up=True).good
    assert health.backup_part(tmp_path, NOW, is_set_up=False).good
    (tmp_path / "tuicrm-20261123T030000Z.db").touch()
    assert not health.backup_part(tmp_path, datetime.now(UTC), is_set_up=True).good


@pytest.mark.parametrize(("hours", "count"), [(1, 1), (23, 1), (25, 0)])
def test_errors_of_a_day_are_counted(tmp_path: Path, hours: int, count: int) -> None:
    log = tmp_path / "log"
    when = (NOW - timedelta(hours=hours)).astimezone()
    log.write_text(
        f"{when:%Y-%m-%d %H:%M:%S},123 ERROR tuicrm x\n{when:%Y-%m-%d %H:%M:%S},9 WARNING tuicrm y\nTrace ERROR\n"
    )
    part = health.errors_part(NOW, log)
    assert (part.said, part.good) == (f"{count} in 24 hours", not count)


def test_no_log_is_no_error(tmp_path: Path) -> None:
    assert health.errors_part(NOW, tmp_path / "none").good


@pytest.mark.parametrize(
    ("time", "said"),
    [(timedelta(0), "0 minutes"), (timedelta(minutes=1), "1 minute"), (timedelta(minutes=119), "119 minutes"),
     (timedelta(hours=2), "2 hours"), (timedelta(hours=47), "47 hours"), (timedelta(hours=48), "2 days")],
)  # fmt: skip
def test_ages_are_told_in_one_unit(time: timedelta, said: str) -> None:
    assert health.ago(time) == said


def runs(company: Company) -> dict[str, TimerRow]:
    return {row.name: row for row in company.database.read_as(last_runs, company.clock.now)}


def test_a_job_is_noted_with_how_it_went(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(jobs.JOBS, "recycle", lambda _database, desk: f"as {desk.login}")
    assert jobs.run("recycle", company.database, now=company.clock) == (True, "as boss")
    row = runs(company)["recycle"]
    assert (row.went_well, row.good_at, row.said) == (True, company.clock.now, "as boss")
    good_at = company.clock.now
    company.clock.later(hours=1)

    def fails(_database: object, _desk: object) -> str:
        raise RuntimeError("\x1b[31mboom")

    monkeypatch.setitem(jobs.JOBS, "recycle", fails)
    went_well, said = jobs.run("recycle", company.database, now=company.clock)
    row = runs(company)["recycle"]
    assert (went_well, row.went_well, row.good_at, row.began_at) == (False, False, good_at, company.clock.now)
    assert row.said == said
    assert "\x1b" not in said


def test_the_real_recycling_runs_as_a_job(small_company: Company) -> None:
    went_well, said = jobs.run("recycle", small_company.database, now=small_company.clock)
    assert (went_well, said) == (True, "warned of 0, recycled 0, saved 0, settled 0 handovers")
