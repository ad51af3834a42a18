"""Answers from a compiled log: what happened, how factions stood, where the sources disagree."""
