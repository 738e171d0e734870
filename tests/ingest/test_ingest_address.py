"""Which addresses are public, in every way of writing them."""

import ipaddress

import pytest

from bot.ingest.address import is_public, may_fetch


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:10.0.0.1",
        "::ffff:0:10.0.0.1",
        "64:ff9b::a00:1",
        "64:ff9b:1::808:808",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "fc00::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ],
)
def test_what_is_not_on_the_public_internet(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::", "2606:4700:4700::1111"]
)
def test_what_is_on_the_public_internet(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "link",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://127.0.0.1./",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[fe80::1%25eth0]/",
        "http://①②⑦.0.0.1/",
        "http://127。0。0。1/",
        "http://999.999.999.999/",
        "http://localhost/",
        "http://LOCALHOST./",
        "http://intranet/",
        "http://printer.local/",
        "http://db.internal/",
        "http://metadata.example.com/",
        "http://user@news.example.org/",
        "http://news.example.org@127.0.0.1/",
        "http://news.example.org\\@127.0.0.1/",
        "http://news.example.org:22/",
        "http://news.example.org:6379/",
        "ftp://news.example.org/",
        "//news.example.org/",
        "http:///story",
        "http://news..example.org/",
        "javascript:alert(1)",
    ],
)
def test_links_that_are_refused(link: str) -> None:
    assert not may_fetch(link)


@pytest.mark.parametrize(
    "link",
    [
        "https://news.example.org/2026/05/04/story?id=7#top",
        "http://news.example.org:8080/",
        "HTTPS://NEWS.EXAMPLE.ORG/",
        "https://bücher.example.org/ä",
        "https://8.8.8.8/",
        "https://xn--bcher-kva.example.org/",
        "https://metadatanews.example.org/",
        "https://4chan.example.org/",
    ],
)
def test_links_that_are_allowed(link: str) -> None:
    assert may_fetch(link)
