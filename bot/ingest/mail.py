"""E-mails to Drafts. For worker processes."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from bot.ingest import html, plain
from bot.ingest.draft import Draft, moment
from bot.ingest.encodings import decode
from bot.ingest.files import limited
from bot.model.errors import NoTextInFile, UnreadableFile


def read(name: str, data: bytes) -> Draft:
    """An e-mail: subject as title, sender as author, its plain or else its HTML body. Raises UnreadableFile."""
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise UnreadableFile(name=name)
    body = message.get_body(("html", "plain"))
    if body is None:
        raise NoTextInFile(name=name)
    payload = body.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    text = limited(name, decode(raw, body.get_content_charset()))
    draft = _mail_draft(text, is_html=body.get_content_subtype() == "html")
    sender, address = parseaddr(str(message.get("From", "")))
    sent = message.get("Date")
    when = getattr(sent, "datetime", None)
    return Draft(
        title=str(message.get("Subject", "")) or draft.title,
        paragraphs=draft.paragraphs,
        site=draft.site,
        authors=draft.authors or ((sender or address,) if sender or address else ()),
        published=draft.published or (moment(when.isoformat()) if when else None),
        link_texts=draft.link_texts,
    )


def _mail_draft(text: str, *, is_html: bool) -> Draft:
    if not is_html:
        return plain.read(text)
    page = html.read(text)
    return page.draft if page is not None else Draft("", ())
