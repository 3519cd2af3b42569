"""A thousand leads taken in twice, the second time with phones, e-mails, names and websites in other spellings.

    python benchmarks/leads_twice.py [--db URL]

Prints how many customers and inquiries there are afterwards, and the processor seconds that it took. The database has
to be a new one; without `--db` it is a file that is thrown away.
"""

import argparse
import itertools
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from tuicrm.sales import intake
from tuicrm.sales.intake import Lead
from tuicrm.sales.opening import Beginning, sit_down
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers, inquiries

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FIRST, MIDDLE = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢", "恒远盛"
LAST = ("机械", "仪器", "重工", "光电", "泵业", "模具", "新能源", "轴承", "弹簧", "五金")
AT_ONCE = 100


def leads(number: int) -> tuple[list[Lead], list[Lead]]:
    """Give the leads, and each once more in another spelling."""
    first, again = [], []
    names = map("".join, itertools.product(FIRST, MIDDLE, LAST))
    for nth, name in enumerate(itertools.islice(names, number)):
        phone, site = f"138{nth:04d}8000", f"f{nth}.example"
        match nth % 4:
            case 0:
                pair = Lead(name, phones=(phone,)), Lead("不详", phones=(f"+86 {phone[:3]} {phone[3:7]}-{phone[7:]}",))
            case 1:
                pair = Lead(name, emails=(f"info@{site}",)), Lead("Unknown", emails=(f" INFO@{site.upper()} ",))
            case 2:
                pair = Lead(f"{name}有限公司"), Lead(f" {name}股份有限公司 ", phones=(f"0086{phone}",))
            case _:
                pair = Lead(name, website=site), Lead(f"{name} Group", website=f"https://www.{site}/en?x=1")
        first.append(pair[0])
        again.append(pair[1])
    return first, again


def counted(session: Session, table: Any) -> int:
    """Count the rows of a table."""
    return int(session.value(select(func.count()).select_from(table)))


def main() -> None:
    """Take them in twice, and count."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--db", default="")
    parser.add_argument("--leads", type=int, default=1_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = asked.db or f"sqlite:///{Path(folder) / 'leads.sqlite'}"
        seat = sit_down(url, "boss", beginning=Beginning("CNY", "Asia/Shanghai", "CN"), clock=lambda: NOW)
        began, refused = time.process_time(), 0
        for part in leads(asked.leads):
            for start in range(0, len(part), AT_ONCE):
                refused += len(seat.desk.write(intake.take_in_many, tuple(part[start : start + AT_ONCE])).refused)
        took = time.process_time() - began
        known, arrived = (seat.database.read_as(lambda s, of=of: counted(s, of), NOW) for of in (customers, inquiries))
        print(f"{known} customers, {arrived} inquiries, {refused} refused, {took:.1f} s of processor time")
        seat.database.close()


if __name__ == "__main__":
    main()
