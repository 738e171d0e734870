"""The one door to an OpenAI-compatible server: calls, budget, prompts, and the marking of hostile text."""
