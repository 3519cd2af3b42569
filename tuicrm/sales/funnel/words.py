"""What the refusals of the funnel say, and what its acts are called when they can be taken back."""

from tuicrm.plain.language import N_
from tuicrm.sales.wording import add_operations, add_sentences

add_sentences(
    {
        "closed": N_("{name} is closed ({state}). Reopen it first."),
        "already_closed": N_("{name} is closed already ({state}). Reopen it first."),
        "not_closed": N_("{name} is open, so there is nothing to reopen."),
        "same_stage": N_("{name} stands in {stage} already. Choose another stage."),
        "moved_since": N_("{by} moved {name} to {stage} meanwhile. Look again, then repeat."),
        "criteria": N_("{stage} still wants: {missing}. Fill that in first, or say why it may do without."),
        "reason_needed": N_("This leaves out {skipped}. Say why."),
        "close_by_act": N_("{stage} is no open stage. Choose won or lost instead."),
        "amount_needed": N_("{name} has no amount yet. Say what it was won for."),
        "lost_reason": N_("“{given}” is no reason of the team. Choose one of: {keys}."),
        "future_day": N_("{day} is still to come. Choose today or a day before."),
    }
)
add_operations(
    {
        "funnel.move": N_("move of {name}"),
        "funnel.win": N_("win of {name}"),
        "funnel.lose": N_("loss of {name}"),
        "funnel.tick": N_("tick at {name}"),
    }
)
