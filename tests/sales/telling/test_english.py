"""Sentences as sales people type and dictate them, in English, and what each is read as."""

import pytest

from tests.sales.telling.saying import summary, told

TYPED = [
    ("1", "no_answer"),
    ("no answer", "no_answer"),
    ("nobody picked up, left a message on the mailbox", "no_answer"),
    ("4 wants 2", "talked"),
    ("budget is through, wants both lines, offer by friday, call her wed 10",
     "talked | ours Fri 27: offer | call Wed 25 10:00"),
    ("talked, wants 2, offer friday", "talked | quote Fri 27"),
    ("sent offer then call fri 10:00", "done | call Fri 27 10:00"),
    ("spoke with Novak, price fine, he decides by 18 dec", "talked | close 18 Dec | @J. Novak"),
    ("talked to Sarah Whitcombe, budget 48k, demo thu 14:00",
     "talked | 48000.00 | @Sarah Whitcombe | demo Thu 26 14:00"),
    ("not interested, buys from a competitor", "not_interested"),
    ("wrong number, company moved", "wrong_number"),
    ("do not call again please, she was angry", "do_not_call"),
    ("not now, budget only next year, call again in march 2027", "not_now"),
    ("asked to call back tomorrow at 15:00", "call_back | call Tue 24 15:00"),
    ("line busy", "busy"),
    ("visited them, showed the CMM probe, they want a quote for €12,500", "done | 12500.00 | need: CMM probe"),
    ("we owe the data sheet by thursday", "talked | ours Thu 26: data sheet"),
    ("they owe the signed order", "talked | theirs Mon 30: signed order"),
    ("he promised to send the drawings by wednesday; visit next week",
     "talked | theirs Wed 25: send the drawings | visit Mon 30"),
    ("I'll send the price list tomorrow, then call monday 9:30",
     "talked | ours Tue 24: send the price list | call Mon 30 09:30"),
    ("good talk. needs training for six people. no next step because they merge with Halden",
     "talked | need: training | no_next: they merge with Halden"),
    ("contract signing on 18 dec, amount 52000", "talked | 52000.00 | close 18 Dec"),
    ("order comes by end of december, 28k euros", "talked | 28000.00 | close 31 Dec"),
    ("half done, the second line was missing", "half"),
    ("missed, stuck in traffic", "missed"),
    ("meeting moved, meet them thursday 11:00", "talked | meeting Thu 26 11:00"),
    ("@novak wants references, e-mail them tomorrow", "talked | @J. Novak | message Tue 24"),
    ("PX-200 x 2 is what they want", "talked"),
    ("room 410 on floor 3, ask for Novak", "talked | @J. Novak"),
    ("", "done"),
    ("3 fri 10:00", "call_back | call Fri 27 10:00"),
    ("6 too expensive", "not_interested"),
]  # fmt: skip
DICTATED = [
    ("budget is through wants both lines offer by friday call her wed 10",
     "talked | ours Fri 27: offer | call Wed 25 10:00"),
    ("had a good talk with novak he wants the probe and training call him thursday at ten",
     "talked | need: training | @J. Novak | call Thu 26 10:00"),
    ("talked to her she needs two machines budget is fifty thousand euros and she decides in december",
     "talked | 50000.00 | close 31 Dec"),
    ("nobody there try again tomorrow morning at nine", "no_answer | call Tue 24 09:00"),
    ("spoke to sarah whitcombe i promised to send the data sheet by wednesday and then call on friday at two",
     "talked | @Sarah Whitcombe | ours Wed 25: send the data sheet | call Fri 27 14:00"),
    ("did not pick up", "no_answer"),
    ("price is fine they will confirm by thursday and we visit them next tuesday",
     "talked | theirs Thu 26: confirm | visit Tue 01"),
    ("she is not interested any more they bought somewhere else", "not_interested"),
    ("we will send samples by friday the amount is about thirty five thousand euros",
     "talked | 35000.00 | ours Fri 27: send samples"),
    ("spoke with the buyer on friday about delivery nothing decided", "talked"),
    ("call back in two hours", "call_back | call Mon 23 11:00"),
    ("wants a demo next week and the contract before the end of the year", "talked | close 31 Dec | demo Mon 30"),
    ("he asked me to call back on wednesday ten o'clock", "call_back | call Wed 25 10:00"),
    ("they want to buy three of them in january but the boss is away", "talked | close 31 Jan"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "read"), [*TYPED, *DICTATED], ids=lambda part: part[:40] or "nothing")
def test_what_is_said_in_english(text: str, read: str) -> None:
    assert summary(told(text)) == read


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (
            "budget is through, wants both lines, offer by friday, call her wed 10",
            "budget is through, wants both lines",
        ),
        ("4 wants 2", "wants 2"),
        (" 4 pumps wanted", "4 pumps wanted"),
        ("talked, wants 2, offer friday", "wants 2"),
        ("nobody there", ""),
        ("spoke with Novak, price fine", "Novak, price fine"),
        ("had a good talk about delivery", "about delivery"),
        ("they say the price is fine", "they say the price is fine"),
        ("good talk. no next step because they merge", "good talk"),
    ],
)
def test_the_note_is_what_is_kept_nowhere_else(text: str, note: str) -> None:
    assert told(text).note() == note


def test_what_is_switched_off_goes_back_into_the_note() -> None:
    found = told("talked, wants 2, offer friday")
    assert [tick.what for tick in found.ticks] == ["outcome", "next"]
    assert found.note({1}) == "wants 2, offer friday"
    assert found.next({1}) is None
    assert found.outcome({0}) == "done"
    assert found.note({0, 1}) == "talked, wants 2, offer friday"


@pytest.mark.parametrize("kind", ["visit", "task", "message"])
def test_only_of_a_call_silence_about_the_outcome_means_a_talk(kind: str) -> None:
    assert told("all fine", kind=kind).outcome() == "done"
    assert told("all fine").outcome() == "talked"


def test_amount_and_close_are_a_projects() -> None:
    found = told("budget 48k, order by 18 dec", has_project=False)
    assert [tick.what for tick in found.ticks] == ["outcome"]
    assert found.note() == "budget 48k, order by 18 dec"


def test_an_amount_in_another_currency_stays_text() -> None:
    assert [tick.what for tick in told("budget 50000 usd").ticks] == ["outcome"]


def test_a_step_without_a_day_asks_for_one() -> None:
    found = told("talked then call")
    assert found.lacks_when()
    assert not found.lacks_when({1})
    assert told("all fine").lacks_when() is False


@pytest.mark.parametrize(
    "text",
    [
        "\x1b[31mred",
        "a" * 5000,
        "。，、",
        "then",
        "下一步",
        "fri",
        "48k",
        "@",
        "+x",
        "1 2 3",
        "€",
        "no next step",
        "9" * 400,
    ],
)
def test_nothing_that_is_typed_is_an_error(text: str) -> None:
    found = told(text)
    found.note()
    found.also()
    found.next()
