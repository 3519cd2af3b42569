"""One file per screen: compose, ask, act, repaint."""
