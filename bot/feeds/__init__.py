"""What to decide about feeds: when to ask them again, what is news, and what becomes of it."""
