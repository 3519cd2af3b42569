"""Telephones and mail boxes that nobody has."""

import re

from tuicrm.plain.phones import phone_key


class Numbers:
    """Hand out each number of a range once."""

    def __init__(self, region: str) -> None:
        self.region = region
        self.given: dict[str, int] = {}
        self.is_valid: dict[str, bool] = {}
        self.taken: set[str] = set()

    def next(self, pattern: str) -> tuple[str, str] | None:
        """Give a number and the key that it is compared by; None when the range is used up, or there is none."""
        drawn = pattern.count("x")
        while pattern and (turn := self.given.get(pattern, 0)) < 10**drawn:
            self.given[pattern] = turn + 1
            number = pattern
            for digit in f"{(turn * 3719 + 137) % 10**drawn:0{drawn}}":
                number = number.replace("x", digit, 1)
            key = self.key(number, pattern)
            if key not in self.taken:
                self.taken.add(key)
                return number, key
        return None

    def key(self, number: str, pattern: str) -> str:
        """The key of a number; whether a range is one of real numbers is asked once."""
        if pattern not in self.is_valid:
            self.is_valid[pattern] = phone_key(number, self.region).startswith("+")
        digits = re.sub(r"\D", "", number)
        return f"+{digits}" if self.is_valid[pattern] else digits

    def named(self, number: str) -> tuple[str, str]:
        """A number of the scenes, and its key."""
        key = phone_key(number, self.region)
        self.taken.add(key)
        return number, key
