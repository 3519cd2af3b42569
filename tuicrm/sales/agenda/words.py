"""What the agenda's refusals and acts are called."""

from tuicrm.plain.language import N_
from tuicrm.sales.wording import KINDS, add_operations, add_sentences

KINDS.update({"series": N_("series"), "action_kind": N_("kind of action")})

add_sentences(
    {
        "kind": N_("{given} is no kind of action. Choose one of: {known}."),
        "outcome": N_("{given} is no outcome. Choose one of: {known}."),
        "minutes": N_("An action takes from a minute to {most} hours."),
        "reminder": N_("A reminder comes at most {most} days before."),
        "cost": N_("A cost is not below zero."),
        "priority": N_("A priority is one of: {known}."),
        "kind_known": N_("There is a kind of action {name} already."),
        "kind_of_program": N_("{name} comes with the program and stays."),
        "field_unknown": N_("There is no field {fields}. Look at the help for the names."),
        "recurrence": N_("“{given}” says no time that comes. Write it as: every monday, every 14 days, monthly."),
        "series_over": N_("These plans ended before. `tuicrm agenda series` lists those that go on."),
        "no_series": N_("“{subject}” does not come again: it is planned once."),
        "rhythm": N_("A rhythm is from 1 to {most} days; 0 takes it off."),
        "no_plan": N_("This project has no open step in its plan."),
        "steps": N_("A plan has from one to {most} steps."),
        "step_days": N_("A step comes from 0 to {most} working days after the one before."),
        "template_unknown": N_("There is no template {name}. Templates: {known}."),
        "no_time": N_("When? Give a day or a time, as in: fri 10:00."),
        "about_nothing": N_("For whom? Name a customer or a project."),
        "promise": N_("A promise is ours or theirs, not {given}."),
        "not_planned": N_("This is not planned any more; it was done or called off."),
        "cancelled_before": N_("This was called off already."),
        "not_cancelled": N_("This was not called off."),
        "not_done": N_("This was not done, so there is no outcome to take back."),
        "done_stays": N_("This is done. Correct it with a reason, or take the outcome back."),
        "next_missing": N_("What next for {name}? Go on with: then call fri 10:00; or say: no next step because ..."),
        "why_needed": N_("Why? Give a reason."),
        "need_unknown": N_("{given} is not on the team's list of needs. There are: {known}."),
        "too_long_done": N_("A length is from 0 minutes to {most} hours."),
        "postponed_often": N_("This was put off {times} times already, {days} days in all. Say why, or do otherwise."),
        "phone_mark": N_("A phone is wrong, closed or good, not {given}."),
    }
)
add_operations(
    {
        "agenda.plan": N_("plan for {name}"),
        "agenda.done": N_("outcome at {name}"),
        "agenda.log": N_("record at {name}"),
        "agenda.cancel": N_("calling off for {name}"),
        "agenda.edit": N_("changes to the plan for {name}"),
        "rhythm.set": N_("new rhythm"),
        "rhythm.plan_missing": N_("all missing plans"),
        "series.plan": N_("plans for {name}"),
        "series.end": N_("end of the plans for {name}"),
        "plan.lay": N_("plan of {name}"),
        "plan.shift": N_("shift of the plan of {name}"),
        "template.keep": N_("template of a plan"),
        "template.drop": N_("taking a template off the list"),
        "kind.add": N_("kind of action"),
        "kind.edit": N_("changes to a kind of action"),
        "kind.retire": N_("taking a kind of action off the list"),
        "agenda.postpone": N_("new time for {name}"),
        "agenda.restore": N_("plan for {name}"),
        "agenda.correct": N_("correction at {name}"),
        "contact.mark_phone": N_("mark on a phone of {name}"),
        "contact.close_phones": N_("closing of the phones of {name}"),
    }
)
