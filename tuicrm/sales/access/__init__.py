"""How one of us comes in, and is let out: keys, words, links, sessions, and leaving for good."""
