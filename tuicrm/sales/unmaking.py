"""Take out again what an act made: what `u` does after somebody or something was added that nothing refers to yet."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.exc import IntegrityError

from tuicrm.plain.language import N_
from tuicrm.sales.wording import add_operations, add_sentences
from tuicrm.store import change
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session

add_sentences({"used_since": N_("{name} is in use already: it stays.")})
add_operations(
    {
        "user.add": N_("letting in of {name}"),
        "campaign.add": N_("new campaign"),
        "source.add": N_("new channel"),
        "field.add": N_("new field"),
        "target.set": N_("target"),
        "target.divide": N_("targets"),
    }
)


def unmake(session: Session, table: Table, record_id: int, name: str, *parts: tuple[Table, Any]) -> None:
    """Take a row out, after the parts that were made with it.

    Args:
        parts: a table and the id of a row of it.

    Raises:
        Refused: `used_since`: others refer to it, and only the database knows all who may.
    """
    try:
        for part, part_id in (*parts, (table, record_id)):
            change.take_out(session, part, part_id)
    except IntegrityError as error:
        raise Refused("used_since", name=name) from error
