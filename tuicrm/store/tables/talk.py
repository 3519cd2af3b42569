"""Comments, notices, and what is kept of where each of us was."""

from tuicrm.store.schema import table

comments = table("comment")
notices = table("notice")
kept = table("kept")
