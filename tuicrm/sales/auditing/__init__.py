"""Who changed what, and who read much at once."""

from tuicrm.sales.auditing import words as words
from tuicrm.sales.auditing.lines import AuditLine, AuditQuery, lines
from tuicrm.sales.auditing.reads import ReadLine, note, reads

__all__ = ["AuditLine", "AuditQuery", "ReadLine", "lines", "note", "reads"]
