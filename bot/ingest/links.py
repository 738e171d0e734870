"""One name for one page: the canonical form of a link, and the links in a message."""

import re

from yarl import URL

from bot.ingest import address
from bot.model.errors import NotALink

_TRACKING_NAMES = frozenset(
    {
        "_ga", "_gl", "_hsenc", "_hsmi", "_openstat", "campaign_id", "ceid", "cmp", "cmpid", "dclid", "echobox", "emc",
        "fbclid", "ftag", "gad_source", "gbraid", "gclid", "gclsrc", "guccounter", "guce_referrer",
        "guce_referrer_sig", "icid", "igsh", "igshid", "ito", "li_fat_id", "mc_cid", "mc_eid", "mibextid", "msclkid",
        "ncid", "ocid", "rdt_cid", "ref", "ref_src", "ref_url", "referrer", "s_cid", "share", "smid", "smtyp",
        "sref", "sr_share", "taid", "trk", "ttclid", "twclid", "wbraid", "xtor", "yclid",
    }
)  # fmt: skip
_TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "piwik_", "hsa_", "vero_", "oly_", "stm_", "at_", "ns_", "itm_", "wt_")
_AMP_PARAMETER = re.compile(r"amp(?:=[^&]*)?|outputtype=amp|_amp=[^&]*", re.IGNORECASE)
_VARIANT_LABELS = frozenset({"amp", "m", "mobile"})

_LINK = re.compile(r"https?://[^\s<>|\"“”\x00-\x1f]+", re.IGNORECASE)
_TRAILING = ".,;:!?'’*_~`«»…"
_PAIRS = {")": "(", "]": "[", "}": "{"}


def untracked(link: str) -> str:
    """The link without fragment, tracking parameters and default port, with its host in lower case. Raises NotALink."""
    return str(_untracked(address.parse(link.strip())))


def canonical(link: str) -> str:
    """The key under which a page is known: `untracked`, and its AMP and mobile variants taken as the page itself.

    The key need not open in a browser. Raises NotALink.
    """
    url = _untracked(address.parse(link.strip()))
    while (plain := _desktop(url)) != url:
        url = plain
    return str(url)


def find_links(text: str) -> list[str]:
    """The web links in a message, each once, in order; punctuation, brackets and markdown around them are left out."""
    found = (_trimmed(match.group()) for match in _LINK.finditer(text))
    return list(dict.fromkeys(link for link in found if _is_link(link)))


def _is_link(text: str) -> bool:
    try:
        address.parse(text)
    except NotALink:
        return False
    return True


def _trimmed(link: str) -> str:
    """Cut what belongs to the sentence around a link; a bracket stays when it was opened inside the link."""
    link = link.partition("](")[0]
    while link:
        last = link[-1]
        closes_nothing = last in _PAIRS and link.count(last) > link.count(_PAIRS[last])
        if last not in _TRAILING and not closes_nothing:
            break
        link = link[:-1]
    return link


def _untracked(url: URL) -> URL:
    kept = [part for part in url.raw_query_string.split("&") if part and not _is_tracking(part)]
    return _rebuilt(url, host=(url.raw_host or "").lower().rstrip("."), path=url.raw_path or "/", query="&".join(kept))


def _is_tracking(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return name in _TRACKING_NAMES or name.startswith(_TRACKING_PREFIXES)


def _desktop(url: URL) -> URL:
    """Undo one AMP or mobile variant, if there is one."""
    cached = _from_amp_cache(url)
    if cached is not None:
        return cached
    query = "&".join(part for part in url.raw_query_string.split("&") if not _AMP_PARAMETER.fullmatch(part))
    return _rebuilt(url, host=_desktop_host(url.raw_host or ""), path=_desktop_path(url.raw_path), query=query)


def _desktop_host(host: str) -> str:
    labels = host.split(".")
    if address.literal(host) is not None:
        return host
    if labels[0] in _VARIANT_LABELS and len(labels) > 2:
        return ".".join(labels[1:])
    if len(labels) > 3 and labels[1] == "m":
        return ".".join((labels[0], *labels[2:]))
    return host


def _desktop_path(path: str) -> str:
    for pattern, plain in ((r"/amp/?$", ""), (r"^/amp/", "/"), (r"\.amp(\.html)?$", r"\1")):
        changed = re.sub(pattern, plain, path, count=1, flags=re.IGNORECASE)
        if changed != path:
            return changed or "/"
    return path


def _from_amp_cache(url: URL) -> URL | None:
    """The page behind google.com/amp/s/… and ….cdn.ampproject.org/c/s/…, None when the link is neither."""
    host = url.raw_host or ""
    if host.endswith(".cdn.ampproject.org"):
        match = re.match(r"/[a-z]/(s/)?(.+)", url.raw_path)
    elif re.fullmatch(r"(?:www\.)?google\.[a-z.]+", host):
        match = re.match(r"/amp/(s/)?(.+)", url.raw_path)
    else:
        return None
    if match is None:
        return None
    query = f"?{url.raw_query_string}" if url.raw_query_string else ""
    try:
        return _untracked(address.parse(f"{'https' if match[1] else 'http'}://{match[2]}{query}"))
    except NotALink:
        return None


def _rebuilt(url: URL, *, host: str, path: str, query: str) -> URL:
    port = None if url.is_default_port() else url.explicit_port
    authority = f"[{host}]" if ":" in host else host
    if port is not None:
        authority = f"{authority}:{port}"
    return URL.build(scheme=url.scheme, authority=authority, path=path, query_string=query, encoded=True)
