"""What is said on Slack alone."""

FILE_SENT = "The file is in our direct messages."
HOME_BEGIN = (
    "Type /invite and my name in a channel, then add a feed to it or set a digest there. "
    "Mention me, write to me, or use “Brief this” in a message's menu to have an article briefed."
)
HOME_NOWHERE = "I am in none of your channels yet. Type /invite @{me} in one of them, then open this page again."
HOME_FEED = "Add a feed to a channel"
HOME_DIGEST = "Set a digest in a channel"
INSTALLED = "I am installed. Back in Slack, type /invite and my name in a channel, or open my home."
NOT_INSTALLED = "I was not installed. Start again, in the same browser, and finish within ten minutes."
NOT_HERE = "I am not installed in this workspace any more. Ask whoever looks after it to install me again."
NO_ORGANISATION = "I am installed in one workspace at a time, not for a whole organisation. Choose a workspace."
MANIFEST = "Make an app from this at api.slack.com/apps; docs/slack.md says how."
