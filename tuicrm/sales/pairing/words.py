"""Pairs in words: why two are to talk, how a pair stands, and what is refused."""

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, in_a_row
from tuicrm.sales.pairing.making import Made
from tuicrm.sales.wording import KINDS, RIGHTS, add_operations, add_sentences

add_sentences(
    {
        "pair_week_over": N_("The week of {week} has no working day left. Choose a later one."),
        "pair_nobody": N_(
            "Nobody to pair: it takes two of the team with 10 settled projects each in a stage, who differ there by"
            " more than luck and have not talked yet. Choose two yourself: --learner, --partner, --stage."
        ),
        "pair_oneself": N_("Nobody learns from themselves. Choose two people."),
        "pair_before": N_("{name} and {other} were paired before. Choose somebody else."),
        "pair_busy": N_("{name} is in another pair in the week of {week}. Choose another week or person."),
        "pair_away": N_("{name} is on leave in the week of {week}, or when the lot may put it. Choose another week."),
        "pair_waits": N_("{name} waits for a talk by lot, so that it can be measured. Let that take place first."),
        "pair_no_case": N_("{name} has neither a project nor a customer that a talk could be about."),
        "pair_no_day": N_("{name} and {other} have no working day in common in that week. Choose another week."),
        "pair_over": N_("That pair is over: they talked, or it was skipped or called off."),
        "pair_sheet_empty": N_("The sheet is empty. Write at least one line of it."),
        "pair_not_yet": N_("By lot this talk is in the week of {week}; an earlier one could not be measured."),
        "pair_met_when": N_("They talked between {first} and {last}. Give such a day."),
        "pair_decided": N_("That note was decided already. Propose the next one with the next talk."),
        "pair_no_talk": N_("They have not talked yet. Fill the sheet first."),
        "pair_no_note": N_("There is no note of theirs to decide about."),
        "pair_measured": N_("Pairs are measured already, since {since}."),
        "pair_not_measured": N_("Pairs are not measured, or not by you."),
        "pair_wait": N_("Half of the pairs waits 1 to {most} weeks."),
    }
)
add_operations(
    {
        "pair.make": N_("pairs of the week"),
        "pair.fill": N_("the sheet of a pair"),
        "pair.skip": N_("a pair that was skipped"),
        "pair.cancel": N_("a pair that was called off"),
        "pair.note": N_("a note for the playbook"),
        "pair.accept": N_("a note taken into the playbook"),
        "pair.decline": N_("a note that was declined"),
        "pair.measure": N_("the measuring of pairs"),
        "pair.measure_end": N_("the end of measuring pairs"),
    }
)
RIGHTS["pair_theirs"] = N_("The sheet is for the two who talk. Ask one of them.")
KINDS["pair"] = N_("pair")
KINDS["pair_programme"] = N_("measured programme of pairs")

STATES = {
    "planned": N_("planned"),
    "met": N_("talked"),
    "skipped": N_("skipped"),
    "cancelled": N_("called off"),
}
NOTE_STATES = {
    "proposed": N_("note proposed"),
    "accepted": N_("note in the playbook"),
    "declined": N_("note declined"),
}


def why(learner: str, partner: str, stage: str) -> str:
    """Say why two are to talk, without a figure about either: it is no list of the best and the worst."""
    return _("{partner} keeps projects going at {stage} more often: 20 minutes may pass on how to {learner}.").format(
        learner=show(learner), partner=show(partner), stage=show(stage)
    )


def made(one: Made) -> str:
    """Say that two were paired, and when they talk."""
    when = formats.day(one.on) if one.at is None else f"{formats.day(one.on)} {formats.clock(one.at)}"
    text = _("{learner} and {partner}: {stage}, {when}.").format(
        learner=show(one.learner), partner=show(one.partner), stage=show(one.stage), when=when
    )
    return in_a_row(text, _("By lot they talk later, so that it can be measured.")) if one.is_later else text
