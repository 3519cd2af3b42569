"""The closed lists that columns are held to, by the database too."""

ROLES = ("rep", "team_lead", "manager", "administrator", "auditor", "marketing", "intake")
CATEGORIES = ("omitted", "pipeline", "best", "commit")
FIELD_KINDS = ("customer", "contact", "project", "purchase", "inquiry", "action")
FIELD_TYPES = ("text", "number", "money", "date", "choice", "choices", "yesno", "link")
HOLDINGS = ("intake", "import", "claim", "release", "assign", "recycle", "handover", "merge", "undo")
VERDICTS = ("no_budget", "no_need", "student", "wrong_region", "competitor", "spam", "duplicate", "other")
MOVES = ("create", "import", "forward", "back", "skip", "won", "lost", "reopen", "undo", "funnel")
PASSES = ("invite", "link", "web", "calendar")
WAYS_IN = ("screen", "ssh", "web")
