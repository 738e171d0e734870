"""Bytes from the world to articles: links, feeds, files and pasted text."""
