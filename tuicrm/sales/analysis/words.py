"""What the refusals of reports are called."""

from tuicrm.plain.language import N_
from tuicrm.sales.wording import add_sentences

add_sentences(
    {
        "measure": N_("There is no measure {given}. Measures: {known}."),
        "dimension": N_("There is no dimension {given}. Dimensions: {known}."),
        "dimension_of_measure": N_("{measure} cannot be grouped by {given}. It can by: {known}."),
        "question": N_("There is no question {given}. Questions: {known}."),
        "question_by": N_("{name} has no --by {given}. It takes: {known}."),
        "question_against": N_("{name} has no --against {given}. It takes: {known}."),
        "question_where": N_(
            "{name} takes no filter: it is of people and their months. Ask for a team or a person (--for), or filter "
            "margin-change, gap or playbook."
        ),
        "nobody": N_("There is no team and nobody called {given}."),
        "namesakes": N_("Several people are called {given}: write the login, one of {known}."),
        "order_of_days": N_("The first day {first} comes after the last day {last}. Swap them."),
    }
)
