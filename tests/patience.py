"""How long to wait for what comes at once on a machine that is not busy: only what never comes may fail a test."""

LONGEST_SECONDS = 300.0
