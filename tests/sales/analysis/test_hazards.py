"""A company made with known hazards: what the page says lies within its own bounds, and the naive ways do not."""

from datetime import timedelta
from math import exp
from random import Random

import pytest

from tests.company import NOW, Company
from tests.sales.test_funnel import stage
from tuicrm.plain.names import name_sort
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import answer
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.funnel import funnels
from tuicrm.store.tables.projects import projects, stage_history

ON, LOST, BACK = 0.030, 0.020, 0.004
"""Hazards a day of leaving a stage forwards, lost and back."""
MANY = 500


def made(company: Company, seed: int) -> None:
    """Enter projects into Needs over a year, and let each leave by the first of its hazards, or not yet."""
    needs, quote, new, lost = (stage(company, name) for name in ("Demo", "Quote", "Needs", "Lost"))
    rng = Random(seed)

    def fill(session: Session) -> None:
        from sqlalchemy import select

        funnel = session.value(select(funnels.c.id))
        rows, stays = [], []
        for number in range(MANY):
            entered = NOW - timedelta(days=rng.uniform(5, 330))
            ways = {way: rng.expovariate(hazard) for way, hazard in (("forward", ON), ("lost", LOST), ("back", BACK))}
            way = min(ways, key=ways.__getitem__)
            left = entered + timedelta(days=ways[way])
            is_over = left < NOW
            here = {"forward": quote, "lost": lost, "back": new}[way] if is_over else needs
            is_lost = is_over and way == "lost"
            day = entered.date()
            rows.append(
                {
                    "name": f"p{number}", "name_sort": name_sort(f"p{number}"), "funnel_id": funnel, "stage_id": here,
                    "state": "lost" if is_lost else "open", "currency": "EUR", "category": "pipeline",
                    "owner_id": company.id("li"), "created_at": entered, "created_on": day,
                    "created_month": day.year * 12 + day.month, "stage_since_at": left if is_over else entered,
                    "closed_at": left if is_lost else None, "closed_on": left.date() if is_lost else None,
                    "closed_month": left.year * 12 + left.month if is_lost else None,
                }
            )  # fmt: skip
            stays.append((entered, left if is_over else None, way if is_over else None, here))
        ids = change.insert_many(session, projects, rows)
        lines = []
        for project, (entered, gone, how, _here) in zip(ids, stays, strict=True):
            lines.append(
                {
                    "project_id": project, "stage_id": needs, "how": "create", "entered_at": entered,
                    "entered_month": entered.year * 12 + entered.month, "is_entry_known": True,
                    "holder_id": company.id("li"), "left_at": gone,
                    "seconds": int((gone - entered).total_seconds()) if gone else None, "left_how": how,
                    "live_project_id": None if gone else project,
                }
            )  # fmt: skip
        change.insert_many(session, stage_history, lines)

    company.database.write_as(fill, NOW)


@pytest.mark.parametrize("seed", [1, 2])
def test_incidence_of_each_way_out_lies_within_its_bounds(small_company: Company, seed: int) -> None:
    made(small_company, seed)
    found = small_company.desk("hale").read(answer, "stages", Scope())
    row = next(line.figures for line in found.lines if line.key == ("Demo",))
    assert row["entered"] == MANY
    together = ON + LOST + BACK
    by_then = 1 - exp(-together * (row["horizon"] + 0.5))
    for way, hazard in (("on", ON), ("lost", LOST), ("back", BACK)):
        truth = hazard / together * by_then
        assert row[f"{way}_low"] - 0.02 <= truth <= row[f"{way}_high"] + 0.02, way
    assert row["open"] > 0, "some are not over, and are neither left out nor counted as lost"


def test_naive_rates_would_be_wrong(small_company: Company) -> None:
    """Won so far over all that entered falls towards today; what is settled of all does not."""
    made(small_company, 3)
    found = small_company.desk("hale").read(answer, "stages", Scope())
    row = next(line.figures for line in found.lines if line.key == ("Demo",))
    truth = ON / (ON + LOST)
    assert row["low"] <= truth <= row["high"]
    young = small_company.desk("hale").read(answer, "stages", Scope(from_on=(NOW - timedelta(days=45)).date()))
    late = next(line.figures for line in young.lines if line.key == ("Demo",))
    assert late["open"] / late["entered"] > row["open"] / row["entered"]
