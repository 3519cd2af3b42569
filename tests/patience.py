"""How long to wait for what comes at once on a machine that is not busy: only what never comes may fail a test.

And the other way round: how long the program's own short waits are in tests. A machine may stand still for seconds
between any two lines of a test; what the program does by itself after a while must not have happened by then.
"""

from importlib import import_module

LONGEST_SECONDS = 300.0
AT_ONCE = 0.001
"""For timers that a test is about, as in `monkeypatch.setattr(leaving, "LINGER_SECONDS", AT_ONCE)`."""
NEVER = 1_000_000.0


def never(*names: str) -> None:
    """Let these waits of the program, named `module:NAME`, be longer than any test."""
    for name in names:
        module, _colon, what = name.partition(":")
        owner = import_module(module)
        assert isinstance(getattr(owner, what), int | float), name
        setattr(owner, what, NEVER)
