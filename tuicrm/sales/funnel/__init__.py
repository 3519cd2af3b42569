"""The uniform process: stages, the board, moves, wins and losses."""

from tuicrm.sales.funnel import words as words
from tuicrm.sales.funnel.as_of import board_as_of, column_as_of
from tuicrm.sales.funnel.board import BoardQuery, board, column
from tuicrm.sales.funnel.changes import changed, changes, since_monday
from tuicrm.sales.funnel.closing import lose, tell_loss, win
from tuicrm.sales.funnel.crediting import credit, shares
from tuicrm.sales.funnel.criteria import missing, tick
from tuicrm.sales.funnel.meeting import meet, ways
from tuicrm.sales.funnel.moving import move
from tuicrm.sales.funnel.path import onward, path, plan_step
from tuicrm.sales.funnel.reopening import reopen
from tuicrm.sales.funnel.stages import lost_reasons, stages

__all__ = [
    "BoardQuery", "board", "board_as_of", "changed", "changes", "column", "column_as_of", "credit", "lose",
    "lost_reasons", "meet", "missing", "move", "onward", "path", "plan_step", "reopen", "shares", "since_monday",
    "stages", "tell_loss", "tick", "ways", "win",
]  # fmt: skip
