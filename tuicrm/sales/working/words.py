"""What the refusals and acts of working time and leave are called."""

from tuicrm.plain.language import N_
from tuicrm.sales.wording import KINDS, add_operations, add_sentences

KINDS.update({"leave": N_("leave of absence"), "free_day": N_("free day")})
add_sentences(
    {
        "hours": N_("“{given}” are no working hours. Write them as: mon-fri 9:00-12:00 13:00-18:00; sat 9:00-12:00"),
        "country": N_("No holidays are known for {given}. Write a country as CN, DE or, with its region, DE-BY."),
        "order_of_days": N_("The first day {first} comes after the last day {last}. Swap them."),
        "zone": N_("{given} is no time zone. Write it as Asia/Shanghai or Europe/Berlin."),
        "zone_of_company": N_("The company's zone stays: days are counted in it. Set the zone of a person."),
        "day_known": N_("There is an entry for {on} already. Take it off the list first."),
        "own_deputy": N_("Nobody is their own deputy. Name somebody else."),
        "away_already": N_("{name} is away from {first} to {last} already."),
        "deputy_away": N_("{name} is away, too, from {first} to {last}. Name somebody else."),
        "not_offered": N_("“{subject}” is not offered to you any more."),
    }
)
add_operations(
    {
        "day.add": N_("entry in the list of free days"),
        "hours.set": N_("new working hours"),
        "leave.enter": N_("leave of {name}"),
        "leave.take_over": N_("taking over plans"),
    }
)
