"""How often something is called significant in a company made without any effect.

    python benchmarks/null_company.py counts [seeds]
    python benchmarks/null_company.py team [seeds] [first]
    python benchmarks/null_company.py sample [seeds] [first]

`counts` draws what each of fifteen people settled in five stages in two years, everybody alike, and three hundred
expected days that hold alike whether they were moved or not, and makes the same comparisons and tests on it as the
page. `team` draws who joined and left and what each won in four years, everybody
alike from the first day on, and lets the second sentence of the team page speak of it: with 400 draws each, not 2,000,
so that a thousand companies take minutes; of 200 a rate of five in a hundred is known to three, more or less. `sample`:
the sample company is made anew for each seed with no effect planted, on SQLite, and asked. The stated rates are one in
ten for weak stages (of those that are named, so at most one company in ten with any), one in twenty for people, one in
twenty for dates (in `counts`: the sample company moves a day when it comes near, so that a moved one is nearer to the
truth whatever is planted), one in twenty for each claim of the sentence and for `lag`, next to none for breaks.
"""

import shutil
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from tuicrm.plain.stats_tests import equal_rates, two_rates
from tuicrm.sales.analysis.expansion.months import PARTS
from tuicrm.sales.analysis.expansion.moving import is_clear, moved
from tuicrm.sales.analysis.expansion.persons import Person, periods
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import answer
from tuicrm.sales.analysis.questions.stages import findings
from tuicrm.sales.analysis.stays import Ended
from tuicrm.sales.analysis.team import Ability
from tuicrm.sales.analysis.telling.ability import ability_words
from tuicrm.sales.funnel.stages import Stage
from tuicrm.sample.company import make
from tuicrm.sample.effects import NONE
from tuicrm.store import migrate
from tuicrm.store.database import Database

NOW = datetime(2026, 11, 23, 8, 2, tzinfo=UTC)
NEVER, MOVED = 180, 120
"""So many expected days were never moved, and so many were."""
ALARMS = {
    "stages": lambda said: not said[0].startswith(("No stage can be called weak", "Can't tell")),
    "luck": lambda said: "differ by more than luck" in said[0],
    "conversion": lambda said: any("recording probably changed" in one for one in said),
    "playbook": lambda said: "goes along with going on" in said[0] or "fewer go on" in said[0],
    "coverage": lambda said: said[0].startswith("Only "),
    "moved-dates": lambda said: not said[0].startswith("Can't tell") and "That may still be luck." not in said,
    "lag": lambda said: any("Probably not luck." in one for one in said),
    "concentration": lambda said: any("by more than luck" in one for one in said),
    "luck given": lambda said: any("was given the best" in one and "no sign of more" not in one for one in said),
}


def counts(seeds: int) -> None:
    """Print in how many companies without any effect a stage would be called weak, and people be told apart."""
    weak = apart = dates = tests = 0
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
        held = [sum(rng.random() < 0.3 for _day in range(n)) for n in (NEVER, MOVED)]
        dates += two_rates(held[0], NEVER, held[1], MOVED) <= 0.05
    print(f"weak stage   {weak}/{seeds} ({weak / seeds:.1%}), {tests / seeds:.0f} comparisons each")
    print(f"people apart {apart}/{seeds} ({apart / seeds:.1%})")
    print(f"moved dates  {dates}/{seeds} ({dates / seeds:.1%})")


def team(seeds: int, first: int = 0) -> None:
    """Print in how many companies without any effect the sentence on the average ability would claim one."""
    claims = dict.fromkeys(
        ("average moved", "experienced moved", "new learn otherwise", "who left", "of the new", "any of them"), 0
    )
    named = {"before": 0, "now": 0}
    for seed in range(first, first + seeds):
        found = moved(alike(seed), {}, periods(37, 48), draws=400)
        if found is None:
            continue
        mature = found.term("mature")
        clear = mature is not None and is_clear(mature.bounds)
        one = (
            is_clear(found.change), clear, found.is_copying_clear, found.are_leavers_clear, found.is_explained,
        )  # fmt: skip
        for name, is_claimed in zip(claims, (*one, any(one)), strict=True):
            claims[name] += is_claimed
        text = ability_words(Ability(found.now_minor, found), "EUR")[0]
        named["before"] += "no change that we can tell" in text
        named["now"] += "The experienced make" not in text and "as many months" not in text and " left who " not in text
        if seed % 100 == 99:
            print(seed + 1 - first, claims, file=sys.stderr, flush=True)
    for name, count in claims.items():
        print(f"{name:20} {count}/{seeds} ({count / seeds:.1%})")
    print(
        f"says that nothing changed that can be told: {named['before']}/{seeds}; names nobody: {named['now']}/{seeds}"
    )


def alike(seed: int) -> list[Person]:
    """Twenty people, some of whom joined or left, who win a project with the same chance and of the same size."""
    rng, people = Random(seed), []
    for number in range(20):
        joined = rng.randint(1, 46) if number % 3 == 0 else rng.randint(-40, 0)
        left = rng.randint(max(joined, 0) + 1, 60) if number % 5 == 0 else 60
        months = []
        for month in range(max(1, joined), min(48, left) + 1):
            won = sum(rng.random() < 0.25 for _chance in range(4))
            profit = sum(round(rng.lognormvariate(13, 0.8)) for _project in range(won))
            months.append((month, PARTS if rng.random() < 0.9 else PARTS // 2, profit))
        if months:
            people.append(Person(number + 1, joined, tuple(months), tuple(months)))
    return people


def sample(seeds: int, first: int = 1000) -> None:
    """Print how many companies had a false alarm, by question."""
    alarms = dict.fromkeys(ALARMS, 0)
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.db"
        database = Database(f"sqlite:///{empty}")
        migrate.ensure(database)
        database.close()
        for seed in range(first, first + seeds):
            path = Path(folder) / f"{seed}.db"
            shutil.copy(empty, path)  # the tables are made once
            database = Database(f"sqlite:///{path}")
            make(database, NOW, "en", seed=seed, effects=NONE)
            desk = database.as_("hale", lambda: NOW + timedelta(minutes=1), through="benchmark")
            for name, is_alarm in ALARMS.items():
                alarms[name] += is_alarm(desk.read(answer, name.split()[0], Scope()).said)
            database.close()
            path.unlink()
            if (seed - first) % 20 == 19:
                print(seed + 1 - first, alarms, file=sys.stderr, flush=True)
    print("question     companies with an alarm")
    for name, count in alarms.items():
        print(f"{name:12} {count}/{seeds} ({count / seeds:.0%})")


if __name__ == "__main__":
    {"counts": counts, "team": team, "sample": sample}[sys.argv[1] if len(sys.argv) > 1 else "counts"](
        *map(int, sys.argv[2:] or ["200"])
    )
