"""Words for what the rules of the pool refuse."""

from tuicrm.plain.language import N_
from tuicrm.sales.wording import add_sentences

SENTENCES = {
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
add_sentences(SENTENCES)
