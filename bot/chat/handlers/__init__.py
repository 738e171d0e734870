"""One function for each command: a request in, a reply out, the desk does the work."""
