"""From documents to a briefing: the engines, and the grounding that lets through only what can be traced."""
