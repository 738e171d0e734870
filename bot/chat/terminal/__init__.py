"""The bot's own chat in a terminal."""
