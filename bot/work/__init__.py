"""What must be done when, and who does it."""
