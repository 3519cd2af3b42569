"""What every table holds, one file per subject, declared with SQLModel.

`declared` has all of them. Rules and commands take the tables from `tuicrm.store.tables`, which is quicker.
"""

from tuicrm.store.models import (  # noqa: F401
    access,
    agenda,
    calling,
    channels,
    customers,
    doubles,
    fields,
    forecasting,
    funnel,
    holding,
    pairing,
    people,
    planning,
    projects,
    system,
    talk,
    trade,
)
from tuicrm.store.models.base import metadata as declared

__all__ = ["declared"]
