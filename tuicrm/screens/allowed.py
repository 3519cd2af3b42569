"""Which acts a role allows: menus say why one cannot be done before it is tried."""

from tuicrm.sales.rights import RIGHTS
from tuicrm.sales.wording import words
from tuicrm.store.errors import NotAllowed

ACTS_OF = {
    "sell": (
        "pool.claim", "pool.release", "pool.lock", "pool.classify", "pool.project",
        "customer.edit", "customer.tag", "customer.need", "contact.add", "inquiry.judge", "dupes.decide",
        "project.add", "project.edit", "project.quick", "project.tag", "project.people", "project.goods",
        "project.needs", "project.links", "project.move", "project.forward", "project.backward", "project.win",
        "project.lose", "project.reopen", "handover.give", "comment.add",
        "action.plan", "action.add", "action.done", "action.edit", "action.postpone", "action.cancel",
        "action.move_earlier", "action.move_later", "action.move_up", "action.move_down", "run.today", "run.these",
    ),
    "take_in": ("lead.add",),
}  # fmt: skip
"""The acts that need a right which not everybody has who reads."""

_RIGHT = {act_id: right for right, acts in ACTS_OF.items() for act_id in acts}


def why(role: str, act_id: str) -> str | None:
    """Say why somebody of a role cannot do an act at all, or None."""
    right = _RIGHT.get(act_id)
    return None if right is None or role in RIGHTS[right] else words(NotAllowed(right, role=role))


def may(role: str, right: str) -> bool:
    """Tell whether a role has a right."""
    return role in RIGHTS[right]
