"""What the refusals and acts of calling are called."""

from tuicrm.plain.language import N_
from tuicrm.sales.wording import KINDS, add_operations, add_sentences

add_sentences(
    {
        "run_empty": N_("There is nobody to call here."),
        "run_no_phone": N_("None of these {count} has a phone that may be called."),
        "not_waiting": N_("This call was logged already, perhaps in another window. Look again."),
        "call_hours": N_("Hours are written as 8:00-20:00, the days as 1 (Monday only) to 7."),
        "call_where": N_("{given} is no country and no time zone. Write DE, Europe/Berlin, or * for everywhere."),
    }
)
add_operations(
    {
        "run.log": N_("call of {name}"),
        "run.skip": N_("putting off of {name}"),
        "run.end": N_("end of the run"),
    }
)
KINDS.setdefault("run", N_("run"))
