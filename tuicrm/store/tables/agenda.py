"""Actions: planned for a time, then done with an outcome, or cancelled."""

from tuicrm.store.schema import table

actions = table("action")
review_decisions = table("review_decision")
