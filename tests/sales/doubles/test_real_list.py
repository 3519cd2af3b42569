"""Forty duplicates planted in a Chinese lead list: each is recognised or suggested, and hardly anything else is."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

from tuicrm.sales import doubles, intake
from tuicrm.sales.doubles import PairQuery
from tuicrm.sales.intake import Lead, TakenIn
from tuicrm.sales.opening import Beginning, sit_down

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FALSELY_KNOWN, FALSELY_SUGGESTED = 0, 1
"""Of 460 that are new: taken for another one, and on the work list though nothing is the matter."""


def test_all_planted_duplicates_are_found_and_hardly_another(real_data: Path, tmp_path: Path) -> None:
    folder = real_data / "zh-leads"
    planted = json.loads((folder / "duplicates.json").read_text("utf-8"))
    text = (folder / "leads.csv").read_bytes().decode("gb18030")
    china = Beginning("CNY", "Asia/Shanghai", "CN")
    seat = sit_down(f"sqlite:///{tmp_path}/crm.db", "boss", beginning=china, clock=lambda: NOW)
    leads = []
    for row in csv.DictReader(io.StringIO(text, newline="")):
        phone = row["手机"].strip()
        lead = Lead(
            row["客户名称"], contact=row["联系人"], phones=(phone,) if phone not in ("", "无") else (),
            emails=(row["邮箱"],) if row["邮箱"].strip() else (), note=row["备注"],
        )  # fmt: skip
        leads.append(lead)
    come = seat.desk.write(intake.take_in_many, tuple(leads))
    assert come.refused == ()
    taken: dict[int, TakenIn] = {place + 1: one for place, one in come.taken}
    while not seat.desk.write(doubles.look).is_done:
        pass
    pairs = {(one.first.id, one.second.id) for one in seat.desk.read(doubles.pairs, PairQuery(limit=500)).rows}
    again, missed, expected = set(), [], set()
    for one in planted["pairs"]:
        first, second = (taken[one[side]["record"]].customer_id for side in ("first", "again"))
        again.add(one["again"]["record"])
        expected.add((min(first, second), max(first, second)))
        if first != second and (min(first, second), max(first, second)) not in pairs:
            missed.append(one)
    assert missed == []
    assert len([1 for number, one in taken.items() if not one.is_new and number not in again]) == FALSELY_KNOWN
    assert len(pairs - expected) == FALSELY_SUGGESTED
    for one in planted["alike_but_different"]:
        assert taken[one["first"]["record"]].customer_id != taken[one["second"]["record"]].customer_id
    seat.database.close()
