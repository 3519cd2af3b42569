"""Us: who is in the team, in which role, from when to when."""

from tuicrm.sales.people.dates import Place, Seat, joined, place_between, places, places_as, seat, seats
from tuicrm.sales.people.editing import edit_user
from tuicrm.sales.people.lists import Me, TeamRow, UserRow, find, me, teams, users
from tuicrm.sales.people.places import Left, Placed, add_user, leave, place, stay
from tuicrm.sales.people.team import Added, add_team

__all__ = [
    "Added", "Left", "Me", "Place", "Placed", "Seat", "TeamRow", "UserRow",
    "add_team", "add_user", "edit_user", "find", "joined", "leave", "me", "place", "place_between", "places",
    "places_as", "seat", "seats", "stay", "teams", "users",
]  # fmt: skip
