"""What the sample company sells, in tenths of a thousand of home currency."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Good:
    """A product with its list price and cost."""

    key: str
    series: str
    price: int
    cost: int


GOODS = {
    good.key: good
    for good in (
        Good("PX-200", "PX", 140, 87),
        Good("PX-400", "PX", 260, 156),
        Good("LX-700", "LX", 380, 215),
        Good("QX-50", "QX", 65, 50),
        Good("AX-10", "AX", 9, 5),
        Good("CAL", "Service", 36, 16),
    )
}
