"""What a language has to say to tell the sample company."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class City:
    """Where a customer sits, and how its telephone numbers begin.

    `phone` and `mobile` are ranges kept for fiction (Ofcom, Bundesnetzagentur, Arcep, PTS, NANP 555-01xx), or
    numbers that nobody can have; each x is drawn.
    """

    name: str
    country: str
    region: str
    tongue: str
    phone: str
    mobile: str
    latin: str = ""


@dataclass(frozen=True)
class Named:
    """A made-up company: its name, and the part of its domain before `.example`."""

    name: str
    domain: str


@dataclass(frozen=True)
class SceneName:
    """A customer of the first five minutes, with its people: name, part and telephone."""

    name: str
    city: str
    country: str
    region: str
    domain: str
    people: tuple[tuple[str, str, str], ...]
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
    sources: Mapping[str, str]
    lost_reasons: Mapping[str, str]
    campaigns: Mapping[str, str]
    products: Mapping[str, str]
    needs: Sequence[str]
    industries: Sequence[str]
    competitors: Sequence[str]
    playbook: Mapping[str, tuple[str, tuple[str, ...]]]
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
    company_name: Callable[[Random, City], Named]
    person_name: Callable[[Random, City], str]
    project_name: Callable[[str, int], str]
