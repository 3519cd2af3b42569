"""How often something is called significant in a company made without any effect.

    python benchmarks/null_company.py counts [seeds]
    python benchmarks/null_company.py sample [seeds]

`counts` draws what each of fifteen people settled in five stages in two years, everybody alike, and makes the same
comparisons and tests on it as the page. `sample`: the sample company is made anew for each seed with no effect planted,
on SQLite, and asked. The stated rates are one in ten for weak stages (of those that are named, so at most one company
in ten with any), one in twenty for people, one in twenty for dates, next to none for breaks.
"""

import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from tuicrm.plain.stats_tests import equal_rates
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import answer
from tuicrm.sales.analysis.questions.stages import findings
from tuicrm.sales.analysis.stays import Ended
from tuicrm.sales.funnel.stages import Stage
from tuicrm.sample.company import make
from tuicrm.sample.effects import NONE
from tuicrm.store import migrate
from tuicrm.store.database import Database

NOW = datetime(2026, 11, 23, 8, 2, tzinfo=UTC)
ALARMS = {
    "stages": lambda said: not said[0].startswith(("No stage can be called weak", "Can't tell")),
    "luck": lambda said: "differ by more than luck" in said[0],
    "conversion": lambda said: any("recording probably changed" in one for one in said),
    "playbook": lambda said: "goes along with going on" in said[0] or "fewer go on" in said[0],
    "coverage": lambda said: said[0].startswith("Only "),
    "moved-dates": lambda said: not said[0].startswith("Can't tell") and "That may still be luck." not in said,
}


def counts(seeds: int) -> None:
    """Print in how many companies without any effect a stage would be called weak, and people be told apart."""
    weak = apart = tests = 0
    steps = [Stage(one, 1, f"s{one}", "open", one, 50, None, "pipeline", None) for one in range(1, 6)]
    rates = (0.82, 0.86, 0.87, 0.70, 0.93)
    for seed in range(seeds):
        rng = Random(seed)
        years: list[list[Ended]] = [[], []]
        people = {number: f"p{number}" for number in range(1, 16)}
        won: dict[int, list[int]] = {}
        for rows in years:
            for number in people:
                going = rng.randint(8, 60)
                won[number] = [0, going]
                for step, rate in zip(steps, rates, strict=True):
                    on = sum(rng.random() < rate for _ in range(going))
                    rows += [Ended(step.id, number, "on", on), Ended(step.id, number, "lost", going - on)]
                    going = on
                won[number][0] = going
        found = findings(steps, years[1], years[0], people, {1, 2, 3, 4})
        tests += len(found)
        weak += any(one.is_weak for one in found)
        test = equal_rates([(float(k), float(n)) for k, n in won.values()])
        apart += test is not None and test.p < 0.05
    print(f"weak stage   {weak}/{seeds} ({weak / seeds:.1%}), {tests / seeds:.0f} comparisons each")
    print(f"people apart {apart}/{seeds} ({apart / seeds:.1%})")


def sample(seeds: int) -> None:
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
    {"counts": counts, "sample": sample}[sys.argv[1] if len(sys.argv) > 1 else "counts"](
        int(sys.argv[2]) if len(sys.argv) > 2 else 200
    )
