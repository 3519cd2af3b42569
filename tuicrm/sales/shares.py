"""Shares of a credit, in parts per million. Amounts are summed by share and multiplied here: SQL has only 64 bits."""

from tuicrm.plain.rounding import half_away

PPM = 1_000_000


def of_ppm(amount: int) -> int:
    """Turn minor units x parts per million into minor units, rounding half away from zero."""
    return half_away(amount, PPM)


def shared(amount: int | None, share_ppm: int | None) -> int:
    """Give an amount x its share; one without a credit counts whole, an unknown amount not at all."""
    return int(amount or 0) * (PPM if share_ppm is None else int(share_ppm))
