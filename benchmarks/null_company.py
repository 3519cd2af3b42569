"""How often something is called significant in a company made without any effect.

    python benchmarks/null_company.py [seeds]

The sample company is made anew for each seed with no effect planted, on SQLite in memory, and asked: which stage is
weak, do people differ, does the recording break, does a moved date hold less. The stated rates are one in ten for
weak stages (one false alarm in ten of those that are named, so at most about one company in ten with any), one in
twenty for people, one in twenty for dates, next to none for breaks.
"""

import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import answer
from tuicrm.sample.company import make
from tuicrm.sample.effects import NONE
from tuicrm.store import migrate
from tuicrm.store.database import Database

NOW = datetime(2026, 11, 23, 8, 2, tzinfo=UTC)
ALARMS = {
    "stages": lambda said: not said[0].startswith(("No stage can be called weak", "Can't tell")),
    "luck": lambda said: "differ by more than luck" in said[0],
    "conversion": lambda said: any("recording probably changed" in one for one in said),
    "moved-dates": lambda said: not said[0].startswith("Can't tell") and "That may still be luck." not in said,
}


def main(seeds: int) -> None:
    """Print how many companies had a false alarm, by question."""
    alarms = dict.fromkeys(ALARMS, 0)
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(1000, 1000 + seeds):
            path = Path(folder) / f"{seed}.db"
            database = Database(f"sqlite:///{path}")
            migrate.ensure(database)
            make(database, NOW, "en", seed=seed, effects=NONE)
            desk = database.as_("hale", lambda: NOW + timedelta(minutes=1), through="benchmark")
            for name, is_alarm in ALARMS.items():
                alarms[name] += is_alarm(desk.read(answer, name, Scope()).said)
            database.close()
            path.unlink()
            if seed % 20 == 19:
                print(seed - 999, alarms, file=sys.stderr, flush=True)
    print("question     companies with an alarm")
    for name, count in alarms.items():
        print(f"{name:12} {count}/{seeds} ({count / seeds:.0%})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
