"""Briefing bot: briefings, key actors and cited answers from the articles a channel follows."""

__version__ = "0.1.0"
