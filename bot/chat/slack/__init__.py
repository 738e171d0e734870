"""Slack: the connection, its commands, how replies are drawn, and how digests get into its channels."""
