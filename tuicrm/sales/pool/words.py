"""Words for what the rules of the pool refuse."""

from tuicrm.plain.language import N_
from tuicrm.sales.wording import add_operations, add_sentences

add_sentences(
    {
        "held": N_("{name} is held by {by}. Ask them, or their lead."),
        "mine": N_("{name} is yours already."),
        "limit": N_("You hold {held} of {limit} customers. Give one free first."),
        "day_limit": N_("You have claimed {claimed} of {limit} today. Tomorrow you may claim again."),
        "cooling": N_("{name} was yours until lately. You may claim it again from {until}; others may at once."),
        "archived": N_("{name} is archived. Bring it back first."),
        "reason_missing": N_("A reason is needed. Choose one: {reasons}."),
        "in_pool": N_("{name} lies in the pool already."),
        "not_yours": N_("{name} is held by {by}. Only they or their lead may give it free."),
        "receiver": N_("{to} does not sell here. Choose somebody who does."),
        "receiver_limit": N_("{to} holds {held} of {limit} customers. Choose somebody else."),
        "other_team": N_("{to} is not of your team. Ask a manager."),
        "moved": N_("{name} has another holder since. Look again."),
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
    }
)
