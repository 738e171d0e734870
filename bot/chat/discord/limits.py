"""What Discord takes, with where it says so. Nothing else in the project knows these numbers."""

from typing import Final

CHARACTERS: Final = 4000
"""Display characters of one message in Components V2: https://docs.discord.com/developers/components/reference"""

COMPONENTS: Final = 40
"""Components of one message, nested ones included: https://docs.discord.com/developers/components/reference"""

BUTTONS_IN_ROW: Final = 5
"""Buttons in one action row: https://docs.discord.com/developers/components/reference#action-row"""

BUTTON_LABEL: Final = 80
"""Characters on a button: https://docs.discord.com/developers/components/reference#button"""

MENU_ITEMS: Final = 25
"""Options of a select: https://docs.discord.com/developers/components/reference#string-select"""

MENU_LABEL: Final = 100
"""Characters of an option's label, and of its description: https://docs.discord.com/developers/components/reference#string-select"""

MENU_HINT: Final = 150
"""Characters of a select's placeholder: https://docs.discord.com/developers/components/reference#string-select"""

WINDOW_TITLE: Final = 45
"""Characters of a modal's title: https://docs.discord.com/developers/interactions/receiving-and-responding"""

FIELDS: Final = 5
"""Components at the top of a modal: https://docs.discord.com/developers/interactions/receiving-and-responding"""

FIELD_LABEL: Final = 45
"""Characters of a label in a modal: https://docs.discord.com/developers/components/reference#label"""

FIELD_HINT: Final = 100
"""Characters of an input's placeholder: https://docs.discord.com/developers/components/reference#text-input"""

FIELD_TEXT: Final = 4000
"""Characters that a person can type into one input: https://docs.discord.com/developers/components/reference#text-input"""

COMMANDS: Final = 100
"""Global slash commands of one app: https://docs.discord.com/developers/interactions/application-commands"""

COMMAND_CHARACTERS: Final = 8000
"""Characters of one command, of all its names, descriptions and values together:
https://docs.discord.com/developers/interactions/application-commands"""

NAME: Final = 32
"""Characters of a command's or an option's name: https://docs.discord.com/developers/interactions/application-commands"""

OPTIONS: Final = 25
"""Options of a command, and commands of a group: https://docs.discord.com/developers/interactions/application-commands"""

HELP: Final = 100
"""Characters of a command's or an option's description: https://docs.discord.com/developers/interactions/application-commands"""

CHOICES: Final = 25
"""Suggestions for one option: https://docs.discord.com/developers/interactions/application-commands"""

CHOICE_LABEL: Final = 100
"""Characters of a suggestion: https://docs.discord.com/developers/interactions/application-commands"""

NONCE: Final = 25
"""Characters of a message's nonce: https://docs.discord.com/developers/resources/message#create-message"""

PICTURE_TEXT: Final = 1024
"""Characters of a picture's description: https://docs.discord.com/developers/components/reference#media-gallery"""

UPLOAD_BYTES: Final = 10 * 1024 * 1024
"""The size of a file that everybody, also a bot, may upload: https://docs.discord.com/developers/reference#uploading-files"""
