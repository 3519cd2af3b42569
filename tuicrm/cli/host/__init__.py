"""The host on which a team works: set up, tested, watched."""
