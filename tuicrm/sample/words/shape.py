"""What a language has to say to tell the sample company."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tuicrm.sample.words.names import City, Names


@dataclass(frozen=True)
class SceneName:
    """A customer of the first five minutes, with its people: name, part and telephone."""

    name: str
    city: str
    country: str
    region: str
    domain: str
    people: Sequence[Sequence[str]]
    employees: int = 60
    industry: int = 0


@dataclass(frozen=True)
class Words:
    """All that differs by language.

    `scale` turns a thousand of home currency into minor units: prices are 10 times as many yuan as euros.
    `notes` map an outcome to what was noted, `subjects` a kind of action to what it was about.
    """

    language: str
    company: str
    currency: str
    zone: str
    region: str
    scale: int
    people: Mapping[str, tuple[str, str]]
    teams: Mapping[str, tuple[str, str]]
    stages: Sequence[str]
    meanings: Sequence[str]
    pool: str
    funnel: str
    project: str
    sources: Mapping[str, str]
    lost_reasons: Mapping[str, str]
    campaigns: Mapping[str, str]
    products: Mapping[str, str]
    needs: Sequence[str]
    industries: Sequence[str]
    competitors: Sequence[str]
    playbook: Mapping[str, tuple[str, Sequence[str]]]
    playbook_actions: Mapping[str, str]
    criteria: Mapping[str, str]
    own_fields: Mapping[str, str]
    notes: Mapping[str, Sequence[str]]
    subjects: Mapping[str, Sequence[str]]
    messages: Sequence[str]
    titles: Sequence[tuple[str, str]]
    phrases: Mapping[str, str]
    cities: Sequence[tuple[int, City]]
    scenes: Mapping[str, SceneName]
    names: Names

    def project_name(self, product: str, quantity: int) -> str:
        """Name a project after what it is about."""
        return self.project.format(product=product, quantity=quantity) if quantity > 1 else product
