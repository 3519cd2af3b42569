"""Commands, one file per noun; nothing heavy is imported before a command needs it."""
