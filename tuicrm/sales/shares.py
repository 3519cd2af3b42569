"""Shares of a credit, in parts per million. Amounts are summed by share and multiplied here: SQL has only 64 bits."""

PPM = 1_000_000


def of_ppm(amount: int) -> int:
    """Turn minor units x parts per million into minor units, rounding half away from zero."""
    whole, rest = divmod(abs(amount), PPM)
    rounded = whole + (2 * rest >= PPM)
    return rounded if amount >= 0 else -rounded


def shared(amount: int | None, share_ppm: int | None) -> int:
    """Give an amount x its share; one without a credit counts whole, an unknown amount not at all."""
    return int(amount or 0) * (PPM if share_ppm is None else int(share_ppm))
