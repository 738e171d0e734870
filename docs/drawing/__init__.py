"""Replies as people see them, drawn by a browser for the documents."""
