"""Runs the code that its first argument is, for tests that need one process for many commands."""

import sys

code = sys.argv.pop(1)
exec(code)
