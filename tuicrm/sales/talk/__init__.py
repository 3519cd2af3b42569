"""What we tell each other: comments on what we work on, and the notices that come of them."""

from tuicrm.sales.talk.comments import Comment, CommentRow, add, take_back
from tuicrm.sales.talk.comments import listing as comments_on
from tuicrm.sales.talk.notices import NoticeRow, count_new, see
from tuicrm.sales.talk.notices import listing as notices_of

__all__ = ["Comment", "CommentRow", "NoticeRow", "add", "comments_on", "count_new", "notices_of", "see", "take_back"]
