"""How a growing company's ability to sell moves, and why: the arithmetic, which knows no database but in `months`."""
