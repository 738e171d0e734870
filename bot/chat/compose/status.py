"""Replies about how a channel is served."""

from bot.chat import texts
from bot.chat.replies import Bullets, Heading, Item, Notice, Reply, Tone
from bot.desk.status import Status


def engine_chosen(name: str) -> Reply:
    """That another engine works here from now on."""
    return Reply((Notice(texts.ENGINE_CHOSEN.format(engine=name), Tone.DONE),))


def status(found: Status) -> Reply:
    """Which engine works here, and what the model has done."""
    items = [
        Item(found.engine, lead=texts.STATUS_ENGINE),
        Item(", ".join(found.engines), lead=texts.STATUS_ENGINES),
        Item(found.model or texts.NO_MODEL, lead=texts.STATUS_MODEL),
    ]
    if found.model is not None:
        used = texts.STATUS_TOKENS.format(sent=f"{found.tokens_in:,}", had=f"{found.tokens_out:,}")
        items += [
            Item(f"{found.calls:,}", lead=texts.STATUS_CALLS),
            Item(used, lead=texts.STATUS_USED),
            Item(f"{found.failures:,}", lead=texts.STATUS_FAILURES),
            Item(f"{found.replaced:,}", lead=texts.STATUS_REPLACED),
        ]
    if found.cost:
        items.append(Item(f"{found.cost:.2f}", lead=texts.STATUS_COST))
    return Reply((Heading(texts.STATUS), Bullets(tuple(items))))
