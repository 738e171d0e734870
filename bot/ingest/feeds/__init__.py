"""Feeds: bytes from the world to what a feed holds, where a site has its feeds, and lists of feeds (OPML)."""
