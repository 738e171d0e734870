"""When digests are due, what they tell and in which order, and what to decide about their delivery."""
