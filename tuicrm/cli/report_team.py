"""`tuicrm report team`: the five sentences and what they rest on."""

from typing import TYPE_CHECKING

from tuicrm.cli.output import document, say

if TYPE_CHECKING:
    from tuicrm.store.database import Desk


def print_team(at: "Desk", *, as_json: bool) -> None:
    """Print the five sentences, or with them all figures as JSON."""
    from tuicrm.cli.reading import money
    from tuicrm.sales import analysis
    from tuicrm.sales.analysis.dimensions import label
    from tuicrm.sales.analysis.sentences import sentences

    page = at.read(analysis.team_page)
    said = sentences(page)
    if not as_json:
        for number, one in enumerate(said, 1):
            say(f"{number} {one.name}: {one.text}")
        return
    document(
        {
            "on": page.today,
            "people": page.people,
            "sentences": [{"key": one.key, "text": one.text} for one in said],
            "won": money(page.plan.won_minor, page.currency),
            "target": money(page.plan.target_minor, page.currency),
            "profit_per_person_month": money(page.ability.now_minor, page.currency),
            "profit_per_person_month_before": money(page.ability.before_minor, page.currency),
            "months": [
                {
                    "month": label("month", month),
                    "revenue": money(revenue, page.currency),
                    "profit": money(profit, page.currency),
                }
                for month, revenue, profit in page.months
            ],
        }
    )
