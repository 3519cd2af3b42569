"""Alembic migrations, run by the program itself."""

REVISIONS = (  # in order; known without loading Alembic, because each start compares the last one
    "0001",
    "intake",
    "pool",
    "planning",
    "review",
    "run",
    "access",
    "stages",
    "figures",
    "pool_lists",
    "agenda_days",
    "pairing",
    "board_size",
    "held_stays",
    "fresh",
    "figure_indexes",
    "stage_ways",
    "figure_sums",
    "closed_credits",
    "phoned_kinds",
    "notes",
    "steps_of_actions",
    "large_lists",
    "figure_months",
)
HEAD = REVISIONS[-1]
