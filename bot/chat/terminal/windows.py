"""A window in a terminal: one question after the other."""

from bot.chat.replies import Field, Prompt
from bot.chat.request import Value
from bot.chat.router import refusal
from bot.chat.terminal import sentences
from bot.chat.terminal.picks import chosen
from bot.chat.terminal.reader import PROMPT, Reader, Stopped, paste
from bot.chat.terminal.screen import Screen
from bot.model.errors import NoSuchChoice


async def fill(prompt: Prompt, reader: Reader, screen: Screen) -> dict[str, Value]:
    """Ask for each field in turn, and return what was given by their names. Raises Stopped."""
    screen.window(prompt)
    filled: dict[str, Value] = {}
    for field in prompt.fields:
        screen.field(field)
        filled[field.name] = await _value(field, reader, screen)
    return filled


async def _value(field: Field, reader: Reader, screen: Screen) -> str:
    if field.multiline:
        return await paste(reader) or field.value
    if not field.choices:
        return await _line(field.label, field, reader, field.value)
    usual = next((item.label for item in field.choices if item.value == field.value), "")
    asked = sentences.USUALLY.format(label=field.label, usual=usual) if usual else field.label
    while typed := await _line(asked, field, reader):
        try:
            return chosen(typed, field.choices)
        except NoSuchChoice as error:
            screen.reply(refusal(error))
    return field.value


async def _line(asked: str, field: Field, reader: Reader, value: str = "") -> str:
    """One line; without it the window is not filled. Raises Stopped."""
    typed = await reader.answer(f"{asked} {PROMPT}", value, _hint(field))
    if typed is None:
        raise Stopped
    return typed


def _hint(field: Field) -> str:
    return field.placeholder or ("" if field.required else sentences.OPTIONAL)
