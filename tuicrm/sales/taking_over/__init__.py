"""Taking over records from another system: in bulk, as history, nothing twice, no edit of ours overwritten."""

from tuicrm.sales.taking_over.arrivals import (
    Arrival,
    Batch,
    Declared,
    DeclaredField,
    DeclaredStage,
    Kept,
    Link,
    Noted,
    Reach,
    Refusal,
    Taken,
    arrive,
)
from tuicrm.sales.taking_over.finishing import Finished
from tuicrm.sales.taking_over.links import product_key
from tuicrm.sales.taking_over.rules import (
    Ground,
    Rehearsed,
    begin,
    finish,
    ground,
    rehearse,
    take_over,
)
from tuicrm.sales.taking_over.starting import Begun

__all__ = [
    "Arrival", "Batch", "Begun", "Declared", "DeclaredField", "DeclaredStage", "Finished", "Ground", "Kept", "Link",
    "Noted", "Reach", "Refusal", "Rehearsed", "Taken", "arrive", "begin", "finish", "ground", "product_key", "rehearse",
    "take_over",
]  # fmt: skip
