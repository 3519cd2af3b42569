"""What each of the five sentences of the team page says, one file for the words of each."""
