"""A summariser in a package of its own: the first sentences of the newest article."""

from collections.abc import Sequence

from bot.model.briefing import Briefing, Bullet
from bot.model.document import Document
from bot.summarise.protocol import EngineContext, Summariser, Wish


class Leads:
    """Briefs with the first sentences."""

    name = "leads"
    version = "1"

    async def summarise(self, documents: Sequence[Document], wish: Wish) -> Briefing:
        """Brief the newest document."""
        newest = max(documents, key=lambda document: document.dated)
        bullets = tuple(Bullet(s.text, (newest.cite(s.index),)) for s in newest.sentences[: wish.bullets])
        title = Bullet(newest.title, bullets[0].citations)
        return Briefing((newest.article,), title, bullets, (), (), self.name, newest.language)


def create(_: EngineContext) -> Summariser:
    """The entry point."""
    return Leads()
