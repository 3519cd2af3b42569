"""Funnels as TOML files: read and written, and every mistake told at once with its place."""

import pytest

from tuicrm.exchange.funnel_file import parse, write
from tuicrm.exchange.mapping import MappingError
from tuicrm.exchange.templates import TEMPLATES, template
from tuicrm.sales.funnel.asking import Asked
from tuicrm.sales.funnel.blueprint import ExitPlan, FunnelPlan, StagePlan
from tuicrm.sales.funnel.playbook import Answer, Plays, Step

WHOLE = """
funnel = "Machines"
[instead]
"Old one" = "Talk"

[[stage]]
name = "Talk"
was = "Chat"
probability = 20
rotting_days = 12
meaning = "they \\"talk\\""
guidance = '''first line
second: [[not]] a section'''
questions = ["why?", "为什么？"]
opening = "hello"
[[stage.answer]]
to = "no"
say = "yes"
[[stage.action]]
kind = "call"
subject = "ring"
days = 2
part = "presales"
[[stage.exit]]
to = "Won"
lowest_role = "team_lead"
approval = true
wants = [{ field = "need" }, { check = "budget", label = "budget named" }, { done = "visit" }]

[[stage]]
name = "Won"
kind = "won"
[[stage]]
name = "Lost"
kind = "lost"
"""


def mistakes(text: str) -> list[str]:
    with pytest.raises(MappingError) as failed:
        parse("f.toml", text)
    return failed.value.lines()


def test_a_file_says_all_that_a_funnel_knows() -> None:
    plays = Plays(
        "first line\nsecond: [[not]] a section", ("why?", "为什么？"), "hello", (Answer("no", "yes"),),
        (Step("call", "ring", 2, "presales"),),
    )  # fmt: skip
    asked = (Asked("field", "need"), Asked("check", "budget", "budget named"), Asked("action", "visit"))
    exits = (ExitPlan("Won", asked, "team_lead", True),)
    talk = StagePlan("Talk", "open", 20, 12, "pipeline", 'they "talk"', None, "Chat", plays, exits)
    ends = (StagePlan("Won", "won", 100, category="commit"), StagePlan("Lost", "lost", 0, category="omitted"))
    found = parse("f.toml", WHOLE)
    assert found == FunnelPlan("Machines", (talk, *ends), {"Old one": "Talk"})
    assert parse("f.toml", write(FunnelPlan(found.name, (talk, *ends)))).stages[0].plays == plays


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("probability = 20", "probability = 200|stage[1].probability: write a whole number from 0 to 100"),
        ("rotting_days = 12", "rotting_days = 0|stage[1].rotting_days: write a whole number from 1 to 3650"),
        ("days = 2", "days = -1|stage[1].action[1].days: write a whole number from 0 to 365"),
        ('kind = "call"', 'kind = "dance"|stage[1].action[1].kind: “dance” is not possible here'),
        ('{ field = "need" }', '{ field = "colour" }|stage[1].exit[1].wants[1].field: “colour” is not possible'),
        ('{ done = "visit" }', "{ wish = 1 }|stage[1].exit[1].wants[3]: say what is wanted"),
        ('meaning = ', "meening = |stage[1].meening: there is no “meening” here. Did you mean “meaning”?"),
        ('name = "Talk"', "|stage[1].name: this is missing"),
        ('lowest_role = "team_lead"', 'lowest_role = "auditor"|stage[1].exit[1].lowest_role: “auditor” is not'),
        ("approval = true", 'approval = "yes"|stage[1].exit[1].approval: write true or false here'),
    ],
)  # fmt: skip
def test_each_mistake_is_told_with_its_place(line: str, said: str) -> None:
    instead, sentence = said.split("|")
    found = mistakes(WHOLE.replace(line, instead, 1))
    assert any(one.startswith(f"f.toml: {sentence}") for one in found), found


def test_all_mistakes_are_told_at_once() -> None:
    text = WHOLE.replace("probability = 20", "probability = 200").replace("days = 2\n", "days = 999\n")
    assert len(mistakes(text)) == 2


@pytest.mark.parametrize("text", ["funnel = ", "funnel = 'x'\n[[stage]\n", "[[stage]]\nname = 'x'", "funnel = 'x'"])
def test_what_is_no_funnel_file_says_so_in_one_line(text: str) -> None:
    assert len(mistakes(text)) == 1


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_ready_made_funnels_say_the_same_in_both_languages(name: str) -> None:
    english, chinese = template(name, "en"), template(name, "zh")
    assert [len(one.plays.steps) for one in english.stages] == [len(one.plays.steps) for one in chinese.stages]
    for one, other in zip(english.stages, chinese.stages, strict=True):
        assert (one.kind, one.probability, one.rotting_days, one.category) == (
            other.kind, other.probability, other.rotting_days, other.category,
        )  # fmt: skip
        assert [(step.kind, step.days, step.part) for step in one.plays.steps] == [
            (step.kind, step.days, step.part) for step in other.plays.steps
        ]
        assert [(way.needs_approval, [asked.kind for asked in way.criteria]) for way in one.exits] == [
            (way.needs_approval, [asked.kind for asked in way.criteria]) for way in other.exits
        ]


def test_there_is_no_other_ready_made_funnel() -> None:
    with pytest.raises(KeyError):
        template("../../etc/passwd")
