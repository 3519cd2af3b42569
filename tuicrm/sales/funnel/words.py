"""What the funnel's refusals and acts are called."""

from tuicrm.plain.language import N_
from tuicrm.sales.wording import add_operations, add_sentences

add_sentences(
    {
        "closed": N_("{name} is {state} already. Reopen it first."),
        "already_closed": N_("{name} is {state} already. Reopen it first."),
        "not_closed": N_("{name} is open; there is nothing to reopen."),
        "moved_since": N_("{by} moved {name} to {stage} meanwhile. Look again."),
        "criteria": N_("{stage} still wants: {missing}."),
        "reason_needed": N_("This skips {skipped}. Say why."),
        "close_by_act": N_("{stage} is no open stage. Use won or lost."),
        "same_stage": N_("{name} is in {stage} already."),
        "amount_needed": N_("What was {name} sold for? Give the amount."),
        "lost_reason": N_("{given} is no reason of the list. Choose one of: {keys}."),
        "no_way": N_("That does not meet it. Choose one of the list."),
        "not_yet": N_("{day} has not come yet. Give today or an earlier day."),
        "not_whole": N_("The shares make {sum} instead of 100%."),
        "scope": N_("Ask for a team, an owner and days: team:East owner:li expected:2026-10-01..2026-12-31."),
        "share": N_("A share is more than 0% and at most 100%, not {given}."),
        "future_day": N_("{day} has not come yet. Give today or an earlier day."),
    }
)
add_operations(
    {
        "funnel.move": N_("move of {name}"),
        "funnel.win": N_("win of {name}"),
        "funnel.lose": N_("loss of {name}"),
        "project.credit": N_("credit of {name}"),
        "funnel.tick": N_("tick at {name}"),
        "funnel.meet": N_("what was added to {name}"),
    }
)
