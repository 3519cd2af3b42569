"""Rows about how the team sells: channels, campaigns, products, needs, playbook, exit criteria, own fields."""

from dataclasses import dataclass, field
from datetime import date, datetime

from tuicrm.plain.names import name_key
from tuicrm.plain.periods import month_of
from tuicrm.sample.act import PLAYBOOK_SINCE, PLAYS
from tuicrm.sample.campaigns import CAMPAIGNS
from tuicrm.sample.days import MONTH
from tuicrm.sample.deal import CLOSE, NEEDS, NEW, QUOTE
from tuicrm.sample.goods import GOODS
from tuicrm.sample.passing_on import NOTED
from tuicrm.sample.rows.ledger import Ledger
from tuicrm.store.tables.channels import campaign_costs, campaigns, sources
from tuicrm.store.tables.customers import needs
from tuicrm.store.tables.fields import own_fields
from tuicrm.store.tables.funnel import criteria, playbook_actions, playbooks, transitions
from tuicrm.store.tables.trade import products


@dataclass
class Process:
    """Ids of what the team sells by."""

    sources: dict[str, int] = field(default_factory=dict)
    campaigns: dict[str, int] = field(default_factory=dict)
    products: dict[str, int] = field(default_factory=dict)
    needs: list[int] = field(default_factory=list)
    plays: dict[str, int] = field(default_factory=dict)
    criteria: dict[str, int] = field(default_factory=dict)
    own_fields: dict[str, int] = field(default_factory=dict)
    plays_noted: dict[str, int] = field(default_factory=dict)

    def play(self, key: str, at: float) -> int:
        """The playbook's action in the version of a moment."""
        return self.plays_noted.get(key, self.plays[key]) if at > NOTED else self.plays[key]


def add_process(ledger: Ledger) -> Process:
    """Add it all."""
    process, words = Process(sources=dict(ledger.ground.sources)), ledger.words
    process.sources["fair"] = ledger.add(
        sources,
        key="fair",
        name=words.sources["fair"],
        position=len(ledger.ground.sources),
        archived_at=None,
        version=1,
    )
    _add_campaigns(ledger, process)
    for key, good in GOODS.items():
        process.products[key] = ledger.add(
            products,
            product_key=name_key(key).replace(" ", ""),
            name=words.products[key],
            series=good.series,
            list_minor=ledger.money(good.price * 100),
            cost_minor=ledger.money(good.cost * 100),
            currency=words.currency,
            archived_at=None,
            version=1,
        )
    for position, name in enumerate(words.needs):
        process.needs.append(ledger.add(needs, name=name, position=position, archived_at=None, version=1))
    _add_playbook(ledger, process)
    _add_criteria(ledger, process)
    for key, kind, type_ in (("machines", "customer", "number"), ("delivery_week", "project", "date")):
        process.own_fields[key] = ledger.add(
            own_fields,
            record_kind=kind,
            key=key,
            name=words.own_fields[key],
            type=type_,
            choices=None,
            required_for=None,
            is_personal=False,
            position=0,
            archived_at=None,
            version=1,
        )
    return process


def _add_campaigns(ledger: Ledger, process: Process) -> None:
    for key, campaign in CAMPAIGNS.items():
        begins, ends = ledger.days.day(-campaign.begins * MONTH), ledger.days.day(-campaign.ends * MONTH)
        process.campaigns[key] = ledger.add(
            campaigns,
            name=ledger.words.campaigns[key].format(year=begins.year),
            source_id=process.sources[campaign.source],
            starts_on=begins,
            ends_on=ends,
            archived_at=None,
            version=1,
        )
        for month in _months(begins, ends):
            ledger.add(
                campaign_costs,
                campaign_id=process.campaigns[key],
                month=month,
                cost_minor=ledger.money(campaign.cost * 1000),
                currency=ledger.words.currency,
            )


def _months(begins: date, ends: date) -> range:
    """The months of a campaign; one that is over within some days is paid in one."""
    last = month_of(ends) if (ends - begins).days > 20 else month_of(begins)
    return range(month_of(begins), last + 1)


def _add_playbook(ledger: Ledger, process: Process) -> None:
    """Add each stage's playbook, and that of Quote again with what was learned in a pair."""
    words, made_at = ledger.words, ledger.days.at(-PLAYBOOK_SINCE * MONTH - 1)
    for stage, (guidance, _questions) in enumerate(words.playbook.values()):
        process.plays |= _add_version(ledger, stage, 1, guidance, made_at, "wang")
    guidance = "\n".join((words.playbook["Quote"][0], words.phrases["pair_note"]))
    process.plays_noted = _add_version(ledger, QUOTE, 2, guidance, ledger.days.at(NOTED), "hale")


def _add_version(ledger: Ledger, stage: int, number: int, guidance: str, made_at: datetime, by: str) -> dict[str, int]:
    """Add a version of a stage's playbook; gives the ids of its actions."""
    words = ledger.words
    key = list(words.playbook)[stage]
    playbook = ledger.add(
        playbooks,
        stage_id=ledger.ground.stages[stage],
        number=number,
        guidance=guidance,
        questions=list(words.playbook[key][1]),
        made_at=made_at,
        made_by_id=ledger.people[by],
    )
    return {
        play.key: ledger.add(
            playbook_actions,
            playbook_id=playbook,
            position=position,
            kind=play.kind,
            subject=words.playbook_actions[play.key],
            due_days=play.due,
            part="decides" if key == "Quote" and play.key == "with_decider" else None,
        )
        for position, play in enumerate(play for play in PLAYS if play.stage == stage)
    }


def _add_criteria(ledger: Ledger, process: Process) -> None:
    """New wants the need; Quote wants the decider, a price and a delivery date."""
    asked = {
        (NEW, NEEDS): (("field", "need", "need"),),
        (QUOTE, CLOSE): (
            ("field", "decider", "decider"),
            ("field", "amount", "price"),
            ("check", "delivery", "delivery"),
        ),
    }
    for (begins, ends), wanted in asked.items():
        transition = ledger.add(
            transitions,
            from_stage_id=ledger.ground.stages[begins],
            to_stage_id=ledger.ground.stages[ends],
            lowest_role=None,
            needs_approval=False,
            archived_at=None,
            version=1,
        )
        for position, (kind, what, label) in enumerate(wanted):
            process.criteria[label] = ledger.add(
                criteria,
                transition_id=transition,
                position=position,
                kind=kind,
                what=what,
                label=ledger.words.criteria[label],
                archived_at=None,
            )
