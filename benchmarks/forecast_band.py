"""How often the P10-P90 band of a forecast holds what comes, over made companies with a shock common to a period.

    python benchmarks/forecast_band.py [companies]

Each company has eight periods behind it, with 100 projects open at the beginning of each, and is asked for the ninth.
Its chances are known to the forecast only by what was won before; amounts are lognormal. A band that says "four of
five" has to hold 75 to 85 percent.
"""

import sys
from random import Random

from tuicrm.plain.stats_forecast import Chance, Past, Shock, band, shifted, shock_of
from tuicrm.plain.stats_shrinkage import smoothed

PERIODS, PROJECTS = 8, 100
STAGES = (0.15, 0.35, 0.6)


def company(rng: Random, sigma: float) -> tuple[bool, bool]:
    """Play one company; say whether the band held, and whether one from independent draws would have."""
    level = rng.gauss(0, 0.3)
    true = [shifted(p, level) for p in STAGES]
    history = []
    for _period in range(PERIODS):
        z = rng.gauss(0, sigma)
        history.append([sum(rng.random() < shifted(p, z) for _ in range(PROJECTS // 3)) for p in true])
    n = PROJECTS // 3
    learned = [smoothed(sum(one[place] for one in history), n * PERIODS, 0.35) for place in range(len(true))]
    past = [Past(tuple((p, float(n)) for p in learned), float(sum(one))) for one in history]
    amounts = [rng.lognormvariate(3, 0.8) for _ in range(n * len(true))]
    z = rng.gauss(0, sigma)
    came = sum(
        amount for place, amount in enumerate(amounts) if rng.random() < shifted(true[place % len(true)], z)
    )  # fmt: skip
    chances = [Chance(learned[place % len(true)], amount) for place, amount in enumerate(amounts)]
    with_shock, alone = band(chances, shock_of(past)), band(chances, Shock(0.0))
    return with_shock.p10 <= came <= with_shock.p90, alone.p10 <= came <= alone.p90


def main(companies: int) -> None:
    """Print the share that held, for three sizes of the shock."""
    print("shock  companies    held  independent draws")
    for sigma in (0.0, 0.3, 0.5):
        rng = Random(int(sigma * 100) + 1)
        played = [company(rng, sigma) for _ in range(companies)]
        held, alone = (sum(one[place] for one in played) / companies for place in (0, 1))
        print(f"{sigma:5.1f}  {companies:9}  {held:6.1%}  {alone:6.1%}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
