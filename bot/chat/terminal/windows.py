"""A window in a terminal: one question after the other."""

from bot.chat.replies import Field, Prompt
from bot.chat.request import Value
from bot.chat.router import refusal
from bot.chat.terminal.picks import chosen
from bot.chat.terminal.reader import PROMPT, Reader, paste
from bot.chat.terminal.screen import Screen
from bot.model.errors import NoSuchChoice


async def fill(prompt: Prompt, reader: Reader, screen: Screen) -> dict[str, Value]:
    """Ask for each field in turn, and return what was given by their names."""
    screen.window(prompt)
    filled: dict[str, Value] = {}
    for field in prompt.fields:
        screen.field(field)
        filled[field.name] = await _value(field, reader, screen)
    return filled


async def _value(field: Field, reader: Reader, screen: Screen) -> str:
    if field.multiline:
        return await paste(reader) or field.value
    asked = f"{field.label} {PROMPT}"
    if not field.choices:
        return await reader.answer(asked, field.value) or ""
    while typed := await reader.answer(asked, field.value):
        try:
            return chosen(typed, field.choices)
        except NoSuchChoice as error:
            screen.reply(refusal(error))
    return ""
