"""What actors are, as people read it."""

from bot.model.document import Actor


def role(actor: Actor) -> str:
    """The role, with the affiliation where the role does not name it: "foreign minister, Marevia"."""
    own, affiliation = actor.role or "", actor.affiliation or ""
    starts = {word[:2] for word in own.split() if word[:1].isupper()}
    if any(word[:2] in starts for word in affiliation.split()):  # "Chinese" names China
        return own
    return ", ".join(part for part in (own, affiliation) if part)
