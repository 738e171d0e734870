"""What Slack takes, with where it says so. Nothing else in the project knows these numbers."""

from typing import Final

BLOCKS: Final = 50
"""Blocks of one message: https://docs.slack.dev/reference/block-kit/blocks"""

PAYLOAD: Final = 12_000
"""Characters of a message's blocks as JSON. Slack names no limit and refuses some at about 13,200, counting it does
not say how; JSON in ASCII is the longest way to count: https://github.com/slackapi/bolt-js/issues/2509"""

TEXT: Final = 4_000
"""Characters of a message's `text`, which stands for its blocks where those cannot be shown:
https://docs.slack.dev/reference/methods/chat.postMessage"""

PARAGRAPH: Final = 3_000
"""Characters of a text object: https://docs.slack.dev/reference/block-kit/composition-objects/text-object

Rich text names no limit of its own; a line of ours keeps to the same."""

HEADER: Final = 150
"""Characters of a header: https://docs.slack.dev/reference/block-kit/blocks/header-block"""

SMALL_PARTS: Final = 10
"""Elements of a context block: https://docs.slack.dev/reference/block-kit/blocks/context-block"""

CONTROLS: Final = 25
"""Buttons and menus in one block: https://docs.slack.dev/reference/block-kit/blocks/actions-block"""

BUTTON_LABEL: Final = 75
"""Characters on a button: https://docs.slack.dev/reference/block-kit/block-elements/button-element"""

BUTTON_VALUE: Final = 2_000
"""Characters that a button sends: https://docs.slack.dev/reference/block-kit/block-elements/button-element"""

CHOICES: Final = 100
"""Options of a menu: https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element"""

CHOICE_LABEL: Final = 75
"""Characters of an option, and of what it is: https://docs.slack.dev/reference/block-kit/composition-objects/option-object"""

CHOICE_VALUE: Final = 150
"""Characters that an option sends: https://docs.slack.dev/reference/block-kit/composition-objects/option-object"""

HINT: Final = 150
"""Characters of a placeholder: https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element"""

ID: Final = 255
"""Characters of a block_id, an action_id or a callback_id: https://docs.slack.dev/reference/block-kit/blocks"""

ADDRESS: Final = 3_000
"""Characters of a URL: https://docs.slack.dev/reference/block-kit/block-elements/button-element"""

PICTURE_TEXT: Final = 2_000
"""Characters of a picture's description: https://docs.slack.dev/reference/block-kit/blocks/image-block"""

WINDOW_TITLE: Final = 24
"""Characters of a modal's title, and on its buttons: https://docs.slack.dev/reference/views/modal-views"""

WINDOW_NOTE: Final = 3_000
"""Characters of a view's private_metadata: https://docs.slack.dev/reference/views/modal-views"""

FIELD_LABEL: Final = 2_000
"""Characters of a label in a modal: https://docs.slack.dev/reference/block-kit/blocks/input-block"""

FIELD_TEXT: Final = 3_000
"""Characters that a person can type into one input: https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element"""

HISTORY: Final = 15
"""Messages that one request for a channel's history may give to an app that is sold outside the Marketplace; others
may ask for more: https://docs.slack.dev/reference/methods/conversations.history"""

COMMAND: Final = 32
"""Characters of a slash command with its slash: https://github.com/slackapi/manifest-schema"""

COMMAND_HELP: Final = 2_000
"""Characters of a slash command's description: https://github.com/slackapi/manifest-schema"""

COMMAND_HINT: Final = 1_000
"""Characters of a slash command's usage hint: https://github.com/slackapi/manifest-schema"""

COMMANDS: Final = 50
"""Slash commands of one app: https://github.com/slackapi/manifest-schema"""

SHORTCUT_NAME: Final = 24
"""Characters of a shortcut's name: https://github.com/slackapi/manifest-schema"""
