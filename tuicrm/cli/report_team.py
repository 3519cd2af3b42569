"""`tuicrm report team`: the five sentences, the phase, and what they rest on, block by block."""

from typing import TYPE_CHECKING, Any

from tuicrm.cli.output import document, progressing, say, talk
from tuicrm.plain.clean import show
from tuicrm.plain.language import _

if TYPE_CHECKING:
    from tuicrm.sales.analysis.answer import Answer
    from tuicrm.sales.analysis.team import TeamPage
    from tuicrm.store.database import Desk


def print_team(at: "Desk", *, as_json: bool) -> None:
    """Print the five sentences and the one sentence of each block, or with them all figures as JSON."""
    from tuicrm.sales.analysis.blocks import BLOCKS
    from tuicrm.sales.analysis.frame import Scope
    from tuicrm.sales.analysis.questions import answer
    from tuicrm.sales.analysis.sentences import sentences
    from tuicrm.sales.analysis.team import team_at_once
    from tuicrm.sales.analysis.telling.phase import phase_words

    def read(rule: Any, *args: Any) -> Any:
        with progressing():
            return at.read(rule, *args)

    with progressing():
        page = team_at_once(at)
    if as_json:
        answers = {block.name: read(answer, block.name, Scope()) for block in BLOCKS}
        document(_as_dict(page, answers))
        return
    say(phase_words(page.phase))
    for number, one in enumerate(sentences(page), 1):
        say(f"{number} {_('{name}: {text}').format(name=one.name, text=one.text)}")
    if BLOCKS:
        say("")
    for block in BLOCKS:
        found = read(answer, block.name, Scope())
        text = show(found.said[0] if found.said else found.title)
        say(f"  {_('{name}: {text}').format(name=_(block.words), text=text)}")
    if BLOCKS:
        talk(_("Each with its figures: tuicrm report {names}.").format(names="|".join(one.name for one in BLOCKS)))


def _as_dict(page: "TeamPage", answers: "dict[str, Answer]") -> dict[str, Any]:
    from tuicrm.cli.reading import money
    from tuicrm.sales.analysis.dimensions import label
    from tuicrm.sales.analysis.sentences import sentences

    def year(one: Any) -> dict[str, Any]:
        return {
            "heads": round(one.heads, 4), "revenue": money(one.revenue_minor, page.currency),
            "profit": money(one.profit_minor, page.currency),
        }  # fmt: skip

    return {
        "on": page.today,
        "people": page.people,
        "phase": {"name": page.phase.name, "before": year(page.phase.before), "now": year(page.phase.now)},
        "sentences": [
            {"key": one.key, "text": one.text, "tone": one.tone, "interval": one.interval} for one in sentences(page)
        ],
        "blocks": [{"report": name, "said": list(found.said)} for name, found in answers.items()],
        "won": money(page.plan.won_minor, page.currency),
        "target": money(page.plan.target_minor, page.currency),
        "profit_per_person_month": money(page.ability.now_minor, page.currency),
        "profit_per_person_month_before": money(page.ability.before_minor, page.currency),
        "profit_per_person_month_soon": money(page.ability.soon_minor, page.currency),
        "months": [
            {
                "month": label("month", month),
                "revenue": money(revenue, page.currency),
                "profit": money(profit, page.currency),
            }
            for month, revenue, profit in page.months[-24:]
        ],
    }
