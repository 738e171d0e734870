"""The conversation: one table of commands, one router, neutral replies; each platform is a folder that renders them."""
