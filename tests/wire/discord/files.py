"""Where uploaded files lie: served by the same server as all else, so that the bot can fetch them."""

import mimetypes
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from simcord.backend.cdn import CdnStore


@dataclass(frozen=True, slots=True)
class File:
    """A file that somebody uploads; one that is `gone` can no longer be fetched."""

    name: str
    data: bytes
    gone: bool = False


class Files(CdnStore):
    """simcord's store under addresses that exist; `base` is where they begin."""

    def __init__(self) -> None:
        super().__init__()
        self.base = ""

    def store_attachment(
        self, attachment_id: int, channel_id: int, filename: str, data: bytes, description: str | None
    ) -> dict[str, Any]:
        """Keep a file, and describe it as Discord does."""
        url = f"{self.base}/attachments/{channel_id}/{attachment_id}/{quote(filename)}"
        self._blobs[url] = data
        return {
            "id": str(attachment_id),
            "filename": filename,
            "description": description,
            "size": len(data),
            "url": url,
            "proxy_url": url,
            "content_type": mimetypes.guess_type(filename)[0] or "application/octet-stream",
        }

    def get(self, url: str) -> bytes | None:
        """The file at an address, or None."""
        path = url.removeprefix(self.base)
        return self._blobs.get(f"{self.base}{quote(path)}")

    def put(self, channel: int, file: File, id_: int) -> dict[str, Any]:
        """Keep what somebody uploads."""
        stored = self.store_attachment(id_, channel, file.name, file.data, None)
        if file.gone:
            del self._blobs[stored["url"]]
        return stored
