"""The uniform process: stages, the board, moves, wins and losses."""

from tuicrm.sales.funnel import words as words
from tuicrm.sales.funnel.board import BoardQuery, board, column
from tuicrm.sales.funnel.closing import lose, reopen, win
from tuicrm.sales.funnel.criteria import missing, tick
from tuicrm.sales.funnel.meeting import meet, ways
from tuicrm.sales.funnel.moving import move
from tuicrm.sales.funnel.stages import lost_reasons, stages

__all__ = [
    "BoardQuery", "board", "column", "lose", "lost_reasons", "meet", "missing", "move", "reopen", "stages", "tick",
    "ways", "win",
]  # fmt: skip
