"""Word documents to Drafts. For worker processes."""

import io
import zipfile
from dataclasses import replace

import docx
from docx.opc.exceptions import PackageNotFoundError

from bot.ingest import plain
from bot.ingest.draft import Draft
from bot.ingest.files import limited
from bot.model.errors import EncryptedFile, NoTextInFile, TooLarge, UnreadableFile

MAX_UNPACKED_BYTES = 60_000_000

_TITLE_STYLES = frozenset({"Title", "Heading 1"})
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def read(name: str, data: bytes) -> Draft:
    """A Word document. Raises EncryptedFile, UnreadableFile, TooLarge or NoTextInFile."""
    if data.startswith(_OLE_MAGIC) and _ENCRYPTED_STREAM in data:
        raise EncryptedFile(name=name)
    _check_size(name, data)
    try:
        document = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise UnreadableFile(name=name) from error
    written = [paragraph for paragraph in document.paragraphs if paragraph.text.strip()]
    if not written:
        raise NoTextInFile(name=name)
    first = written[0]
    styled = first.style is not None and first.style.name in _TITLE_STYLES
    title = first.text.strip() if styled else ""
    draft = plain.read(limited(name, "\n\n".join(paragraph.text.strip() for paragraph in written[styled:])))
    return replace(draft, title=title or draft.title or document.core_properties.title or "")


def _check_size(name: str, data: bytes) -> None:
    """Refuse a zip bomb before anything is unpacked. Raises UnreadableFile or TooLarge."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise UnreadableFile(name=name) from error
    if unpacked > MAX_UNPACKED_BYTES:
        raise TooLarge(what=f"{name}, unpacked,", limit=f"{MAX_UNPACKED_BYTES // 1_000_000} MB")
