"""Whether groups wait equally long, where some are still waiting."""

from collections.abc import Iterable, Sequence
from random import Random

from tuicrm.plain.stats_tests import ChiSquare, chi_square_tail

Waits = Iterable[tuple[float, bool, int]]
"""(time, whether it came then or is still waited for, how many)."""


def log_rank(groups: Sequence[Waits]) -> ChiSquare | None:
    """Test whether it comes equally soon in all groups; None where nothing can differ.

    Formula: (O - E)' V^-1 (O - E) over all groups but one; E and V are hypergeometric at each time at which it came.
    Source: Mantel (1966), Peto and Peto (1972).
    """
    came = [_by_time(rows) for rows in groups]
    sizes = [sum(events + waits for events, waits in times.values()) for times in came]
    filled = [place for place, size in enumerate(sizes) if size > 0]
    if len(filled) < 2:
        return None
    tables = [came[place] for place in filled]
    at_risk = [sizes[place] for place in filled]
    free = len(filled) - 1
    excess = [0.0] * free
    variance = [[0.0] * free for _place in range(free)]
    for time in sorted({time for times in tables for time in times}):
        here = [times.get(time, (0, 0)) for times in tables]
        n, d = sum(at_risk), sum(events for events, _waits in here)
        if d and n > 1:
            spread = d * (n - d) / (n - 1)
            for one in range(free):
                excess[one] += here[one][0] - d * at_risk[one] / n
                for other in range(free):
                    alike = float(one == other)
                    variance[one][other] += spread * at_risk[one] / n * (alike - at_risk[other] / n)
        at_risk = [count - events - waits for count, (events, waits) in zip(at_risk, here, strict=True)]
    weights = _solved(variance, excess)
    if weights is None:
        return None
    value = max(0.0, sum(one * weight for one, weight in zip(excess, weights, strict=True)))
    return ChiSquare(value, free, chi_square_tail(value, free))


def log_rank_by_lot(groups: Sequence[Waits], *, draws: int = 400, seed: int = 1) -> ChiSquare | None:
    """Test the same for small groups: how often luck gives as much, by dealing the cases to the groups by lot.

    With six cases in a group the chi-square finds a difference between equal ones in 10 percent, where 5 is said; dealt
    by lot it keeps to it, also where groups are censored differently. Source: Heimann and Neuhaus (1998).
    """
    found = log_rank(groups)
    if found is None:
        return None
    rows = [[(time, came) for time, came, count in group for _case in range(count)] for group in groups]
    every = [case for group in rows for case in group]
    rng, as_much = Random(seed), 0
    for _draw in range(draws):
        rng.shuffle(every)
        start, dealt = 0, []
        for group in rows:
            dealt.append([(time, came, 1) for time, came in every[start : start + len(group)]])
            start += len(group)
        drawn = log_rank(dealt)
        as_much += drawn is not None and drawn.value >= found.value - 1e-9
    return ChiSquare(found.value, found.freedom, (as_much + 1) / (draws + 1))


def _by_time(rows: Waits) -> dict[float, tuple[int, int]]:
    found: dict[float, tuple[int, int]] = {}
    for time, has_come, count in rows:
        events, waits = found.get(time, (0, 0))
        found[time] = (events + count, waits) if has_come else (events, waits + count)
    return found


def _solved(matrix: list[list[float]], right: list[float]) -> list[float] | None:
    """Solve a small system by elimination with the largest pivot; None where groups do not differ at all."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for place in range(size):
        pivot = max(range(place, size), key=lambda number: abs(rows[number][place]))
        rows[place], rows[pivot] = rows[pivot], rows[place]
        if abs(rows[place][place]) < 1e-12:
            return None
        for number in range(size):
            if number != place:
                factor = rows[number][place] / rows[place][place]
                rows[number] = [one - factor * other for one, other in zip(rows[number], rows[place], strict=True)]
    return [rows[place][size] / rows[place][place] for place in range(size)]
