"""Words for what the rules of the pool refuse, and for what they did."""

from typing import TYPE_CHECKING

from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, NP_, _, listed, ngettext
from tuicrm.sales.pool.handing_out import RULES as HAND_OUT_RULES
from tuicrm.sales.pool.handing_out import WHY as HAND_OUT_WHY
from tuicrm.sales.pool.recycling import RULE_WORDS
from tuicrm.sales.pool.releasing import REASONS
from tuicrm.sales.wording import add_operations, add_sentences

if TYPE_CHECKING:
    from tuicrm.sales.pool.hand_outs import Record
    from tuicrm.sales.pool.holding import Held
    from tuicrm.sales.pool.showing import Shown

add_sentences(
    {
        "held": N_("{name} is held by {by}. Ask them, or their lead."),
        "taken_by_team": N_("Customer {key} is already taken by team {team}. Choose another one, or ask a lead there."),
        "taken": N_("Customer {key} is already taken. Choose another one, or ask a manager."),
        "mine": N_("{name} is yours already."),
        "limit": N_("You hold {held} of {limit} customers. Give one free first."),
        "day_limit": N_("You have claimed {claimed} of {limit} today. Tomorrow you may claim again."),
        "cooling": N_("{name} was yours until lately. You may claim it again from {until}; others may at once."),
        "fresh": N_("{name} is new: until {until} only {by} and managers may claim it."),
        "lock_reason": N_("A lock needs a reason. Say why it must not go back to the pool."),
        "lock_limit": N_("{locked} of {limit} locks are in use. Take one off first."),
        "lock_past": N_("{on} is over. A lock needs an end that is still to come."),
        "lock_long": N_("A lock lasts {days} days at most, until {on}."),
        "hand_out_off": N_("New customers stay in the pool. Choose a rule: tuicrm settings set hand_out least_loaded"),
        "nobody_else": N_("Nobody else of the team has room for {name}. Assign it by hand."),
        "territory": N_("{given} is nothing to look after. Write it as source:website, region:East or industry:pumps."),
        "card_limit": N_("You have opened {shown} of {limit} cards of the pool today. Claim it, or wait for tomorrow."),
        "not_in_pool": N_("{name} does not lie in the pool: nothing of it is hidden."),
        "resource_by": N_("Nothing is counted by {given}. Choose one: {known}."),
        "not_locked": N_("{name} is not locked."),
        "archived": N_("{name} is archived. Bring it back first."),
        "reason_missing": N_("A reason is needed. Choose one: {reasons}."),
        "in_pool": N_("{name} lies in the pool already."),
        "not_yours": N_("{name} is held by {by}. Only they or their lead may give it free."),
        "receiver": N_("{to} does not sell here. Choose somebody who does."),
        "receiver_limit": N_("{to} holds {held} of {limit} customers. Choose somebody else."),
        "other_team": N_("{to} is not of your team. Ask a manager."),
        "moved": N_("{name} has another holder since. Look again."),
        "pool_of_team": N_("{name} lies in the pool of {team}. Only its people and managers may claim it."),
        "pool_taken": N_("There is a pool {name} already. Choose another name."),
        "pool_first": N_("{name} is the first pool: there always is one. Close another."),
        "pool_filled": N_("{name} still has customers ({number}). First: tuicrm pool put KEY... --in ANOTHER"),
        "pool_same": N_("They belong to {name} already."),
    }
)
add_operations(
    {
        "pool.claim": N_("claim of {name}"),
        "pool.claim_many": N_("claim of several"),
        "pool.release": N_("release of {name}"),
        "pool.release_many": N_("release of several"),
        "pool.assign": N_("assignment of {name}"),
        "pool.assign_many": N_("assignment of several"),
        "pool.hand_out": N_("hand-out of several"),
        "pool.reassign": N_("reassignment of {name}"),
        "pool.look_after": N_("change of who looks after what"),
        "pool.look_no_more": N_("change of who looks after what"),
        "pool.lock": N_("lock of {name}"),
        "pool.unlock": N_("unlocking of {name}"),
        "pool.open": N_("opening of a pool"),
        "pool.close": N_("closing of a pool"),
        "pool.put": N_("move of customers to a pool"),
        "pool.put_back": N_("move of customers to a pool"),
    }
)

HOW = {
    "intake": NP_("why free", "new"),
    "import": N_("imported"),
    "claim": N_("claimed"),
    "release": N_("released"),
    "assign": N_("assigned"),
    "recycle": N_("recycled"),
    "handover": N_("handed over"),
    "merge": N_("merged"),
    "undo": N_("taken back"),
}


_WHY = REASONS | RULE_WORDS | {f"hand_out {key}": word for key, word in HAND_OUT_RULES.items()}


def why(how: str | None, reason: str | None) -> str:
    """Say how a customer came to its holder, or into the pool: `released: no budget`."""
    said = _(HOW[how]) if how in HOW else how or ""
    if not reason:
        return said
    return _("{how}: {reason}").format(how=said, reason=_(_WHY[reason]) if reason in _WHY else reason)


def handed_out(one: "Record", *, full: bool = False) -> str:
    """Say to whom a customer was handed out and why; in full with all who could have got it, and their room."""
    name = one.chosen or _("nobody")
    said = _("handed out {rule} to {name}: {why}").format(
        rule=_(HAND_OUT_RULES[one.rule]), name=name, why=_(HAND_OUT_WHY[one.why])
    )
    if not full or not one.eligible:
        return said
    able = listed(f"{each.name} ({each.room})" for each in one.eligible)
    return _("{said}; could have got it (room): {people}").format(said=said, people=able)


def claimed(one: "Held") -> str:
    """Say that a customer was claimed, and how many today."""
    if one.day_limit is None:
        return _("{name} is yours now.").format(name=show(one.name))
    return _("{name} is yours now. {claimed} of {limit} today.").format(
        name=show(one.name), claimed=one.claimed_today, limit=one.day_limit
    )


def locked(one: "Held") -> str:
    """Say until when a customer is kept from recycling, or that it is not any more."""
    if one.locked_until_on is None:
        return _("{name} is not locked any more.").format(name=show(one.name))
    return _("{name} is locked until {on}.").format(name=show(one.name), on=one.locked_until_on.isoformat())


def put_in_words(moved: int, name: str) -> str:
    """Say how many customers belong to another pool now."""
    said = ngettext("{number} customer belongs to the pool {name} now.",
                    "{number} customers belong to the pool {name} now.", moved)  # fmt: skip
    return said.format(number=moved, name=show(name))


def card_shown(one: "Shown") -> str:
    """Say that a full card is shown, and how many of the day's number are used."""
    if one.limit is None:
        return _("Phones and e-mails of {name} are shown today.").format(name=show(one.name))
    return _("Phones and e-mails of {name} are shown today: card {shown} of {limit}.").format(
        name=show(one.name), shown=one.shown_today, limit=one.limit
    )
