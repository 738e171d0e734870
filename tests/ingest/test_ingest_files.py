"""Pasted text and files of every kind, whole and hostile."""

import gzip
import io
import random
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage

import docx
import pytest
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ingest.read import read_file, read_text
from bot.model.article import Source
from bot.model.errors import (
    EmptyText,
    EncryptedFile,
    NoTextInFile,
    TooLarge,
    UnreadableFile,
    UnsupportedType,
    UserError,
)
from bot.workers import WorkerPool
from tests.ingest import pages

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
TITLE = "Dolak arrives in Tavrin for first visit in nine years"
PLAIN = pages.TEXT.replace("’", "'").replace("“", '"').replace("”", '"')

HEADER = f"""Title: {TITLE}
Outlet: The Harbour Courier
By: Maud Ellery in Tavrin and Piers Lowan
Published: 2026-05-02T07:30:00+01:00
Link: https://harbourcourier.example/a?utm_source=x
Note: This article is fiction.
"""


def test_header_lines_say_where_a_text_comes_from() -> None:
    article = read_text(f"{HEADER}\n{pages.TEXT}", NOW)
    assert (article.title, article.text) == (TITLE, pages.TEXT)
    assert article.site == "The Harbour Courier"
    assert article.authors == ("Maud Ellery", "Piers Lowan")
    assert article.published == datetime(2026, 5, 2, 7, 30, tzinfo=timezone(timedelta(hours=1)))
    assert article.url == "https://harbourcourier.example/a"
    assert (article.source, article.language) == (Source.TEXT, "en")


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n\n{pages.TEXT}",
        f"{TITLE}\nBy Maud Ellery in Tavrin\n\n{pages.TEXT}",
        f"# {TITLE}\n\n{pages.TEXT}",
        f"\n\n{TITLE}\r\n\r\n" + pages.TEXT.replace("\n", "\r\n"),
        TITLE + "\n" + pages.TEXT.replace("\n\n", "\n"),
        f"---\ntitle: '{TITLE}'\nlang: en\n---\n\n{pages.TEXT}",
        f"# {TITLE}\n\n*Author*: Maud Ellery\n\n{pages.TEXT}",
    ],
)
def test_a_headline_is_told_from_the_text(text: str) -> None:
    article = read_text(text, NOW)
    assert (article.title, article.text) == (TITLE, pages.TEXT)


def test_a_text_without_a_headline_keeps_its_first_sentence() -> None:
    article = read_text(pages.TEXT, NOW)
    assert article.text == pages.TEXT
    assert article.title == "Marevia’s foreign minister, Irena Dolak, has arrived in the Kaldorian capital for…"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-05-02T07:30:00Z", datetime(2026, 5, 2, 7, 30, tzinfo=UTC)),
        ("2026-05-02 07:30", datetime(2026, 5, 2, 7, 30, tzinfo=UTC)),
        ("2026-05-02", datetime(2026, 5, 2, 12, tzinfo=UTC)),
        ("2 May 2026", datetime(2026, 5, 2, 12, tzinfo=UTC)),
        ("May 2, 2026", datetime(2026, 5, 2, 12, tzinfo=UTC)),
        ("Sat, 02 May 2026 07:30:00 +0000", datetime(2026, 5, 2, 7, 30, tzinfo=UTC)),
        ("last spring", None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_dates_are_read_as_they_are_written(written: str, meant: datetime | None) -> None:
    assert read_text(f"Title: {TITLE}\nDate: {written}\n\n{pages.TEXT}", NOW).published == meant


def test_a_dateline_is_text() -> None:
    text = f"TAVRIN, May 3 (Meridian Wire) — {pages.TEXT}"
    assert read_text(f"{TITLE}\n\n{text}", NOW).text == text


def test_wrapped_lines_are_joined() -> None:
    import textwrap

    wrapped = "\n\n".join(textwrap.fill(paragraph, 72) for paragraph in pages.PARAGRAPHS)
    assert read_file("a.txt", wrapped.encode(), NOW).text == pages.TEXT


def test_the_same_words_have_the_same_id_however_they_came() -> None:
    pasted = read_text(f"{TITLE}\n\n{pages.TEXT}", NOW)
    filed = read_file("a.md", f"{HEADER}\n{pages.TEXT}".encode("utf-16"), NOW)
    fetched = read_file("a.html", pages.news().encode(), NOW)
    assert pasted.id == filed.id == fetched.id


def test_markdown_loses_its_marks() -> None:
    text = (
        f"# {TITLE}\n\n**{pages.PARAGRAPHS[0]}**\n\n> {pages.PARAGRAPHS[1]}\n\n"
        f"{pages.PARAGRAPHS[2].replace('Tomas Verrin', '[Tomas *Verrin*](https://example.org/v_(x))')}\n\n---\n\n"
        f"![Ms Dolak](dolak.jpg)\n\n{pages.PARAGRAPHS[3]}\n\n{pages.PARAGRAPHS[4]}"
    )
    assert read_file("a.md", text.encode(), NOW).text == pages.TEXT


def test_snake_case_and_sums_are_no_markup() -> None:
    line = "The field catch_total_2026 is 3 * 4 * 5 tonnes, the ministry wrote in its table for the strait."
    assert read_file("a.md", f"{TITLE}\n\n{line}".encode(), NOW).text == line


def pdf(lines: str, *, password: str | None = None, title: str = "") -> bytes:
    document = FPDF()
    document.set_title(title)
    document.add_page()
    document.set_font("helvetica", size=12)
    for paragraph in lines.split("\n\n"):
        document.multi_cell(0, 6, paragraph, align="L")
        document.ln(6)
    if password:
        document.set_encryption(owner_password="owner", user_password=password)
    return bytes(document.output())


def test_lines_of_a_pdf_become_paragraphs() -> None:
    article = read_file("a.pdf", pdf(f"{TITLE}\n\n{PLAIN}"), NOW)
    assert (article.title, article.text) == (TITLE, PLAIN)


def test_words_broken_over_lines_are_one_word() -> None:
    from bot.ingest.pdf import joined

    lines = ["The ministers met at the presi-", "dential palace in Tavrin on Mon-", "day. They spoke for six hours."]
    assert joined(lines) == [
        "The ministers met at the presidential palace in Tavrin on Monday. They spoke for six hours."
    ]


def test_a_pdf_without_text_is_said() -> None:
    document = FPDF()
    document.add_page()
    document.rect(10, 10, 100, 100)
    with pytest.raises(NoTextInFile, match=r"scan\.pdf"):
        read_file("scan.pdf", bytes(document.output()), NOW)


def test_an_encrypted_pdf_is_said() -> None:
    with pytest.raises(EncryptedFile, match=r"secret\.pdf"):
        read_file("secret.pdf", pdf(PLAIN, password="x"), NOW)


def test_a_pdf_with_thousands_of_pages_is_read_up_to_a_limit() -> None:
    document = FPDF()
    document.set_font("helvetica", size=12)
    for number in range(2_000):
        document.add_page()
        document.cell(0, 6, f"On day {number} the ministers met again and agreed on nothing at all.")
    text = read_file("long.pdf", bytes(document.output()), NOW).text
    assert "On day 199 " in text
    assert "On day 200 " not in text


def word(title: str | None = TITLE) -> docx.document.Document:
    document = docx.Document()
    if title:
        document.add_heading(title, 1)
    for paragraph in pages.PARAGRAPHS:
        document.add_paragraph(paragraph)
    return document


def saved(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_word_document_is_read() -> None:
    article = read_file("a.docx", saved(word()), NOW)
    assert (article.title, article.text) == (TITLE, pages.TEXT)


def test_a_word_document_may_have_header_lines() -> None:
    document = docx.Document()
    for line in (*HEADER.splitlines(), *pages.PARAGRAPHS):
        document.add_paragraph(line)
    article = read_file("a.docx", saved(document), NOW)
    assert (article.title, article.text, article.site) == (TITLE, pages.TEXT, "The Harbour Courier")


def test_an_empty_word_document_is_said() -> None:
    with pytest.raises(NoTextInFile):
        read_file("a.docx", saved(docx.Document()), NOW)


def test_a_zip_bomb_is_seen_before_it_is_unpacked() -> None:
    buffer = io.BytesIO(saved(word()))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/bomb.bin", b"0" * 100_000_000)
    with pytest.raises(TooLarge):
        read_file("a.docx", buffer.getvalue(), NOW)


def test_entities_that_multiply_are_not_expanded() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "lol">{entities}]><d>&e9;</d>'
    source, target = zipfile.ZipFile(io.BytesIO(saved(word()))), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, xml if name == "word/document.xml" else source.read(name))
    with pytest.raises(UserError):
        read_file("a.docx", target.getvalue(), NOW)


def mail() -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = TITLE
    message["From"] = "Maud Ellery <maud@harbourcourier.example>"
    message["Date"] = "Sat, 02 May 2026 07:30:00 +0100"
    message.set_content(pages.TEXT)
    return message


def test_an_email_is_read() -> None:
    article = read_file("a.eml", mail().as_bytes(), NOW)
    assert (article.title, article.text, article.authors) == (TITLE, pages.TEXT, ("Maud Ellery",))
    assert article.published == datetime(2026, 5, 2, 7, 30, tzinfo=timezone(timedelta(hours=1)))


def test_the_html_of_an_email_is_read() -> None:
    message = mail()
    message.add_alternative(pages.news(), subtype="html")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="a.pdf")
    article = read_file("a.eml", message.as_bytes(), NOW)
    assert (article.title, article.text) == (TITLE, pages.TEXT)


@pytest.mark.parametrize("text", ["", "   \n\n ", "ok", "\u200b\u200b", "\x00\x00", "Too short.", "\ud800" * 50])
def test_a_paste_without_an_article_is_said(text: str) -> None:
    with pytest.raises(EmptyText):
        read_text(text, NOW)


def test_a_long_paste_is_said_to_be_too_long() -> None:
    with pytest.raises(TooLarge, match="500,000 characters"):
        read_text("word " * 200_000, NOW)


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.txt", random.Random(1).randbytes(5_000), UnreadableFile),
        ("a.md", b"\x7fELF\x02\x01\x01" + b"\x00" * 500, UnreadableFile),
        ("a.txt", saved(word()), UnreadableFile),
        ("a.html", gzip.compress(pages.news().encode()), UnreadableFile),
        ("a.pdf", b"not a pdf", UnreadableFile),
        ("a.pdf", pdf(PLAIN)[:400], UnreadableFile),
        ("a.docx", b"PK\x03\x04 and nothing more", UnreadableFile),
        ("a.docx", b"", UnreadableFile),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), EncryptedFile),
        ("a.eml", b"\x00\x01\x02", UnreadableFile),
        ("a.eml", b"Subject: nothing\n\n", NoTextInFile),
        ("a.txt", b"", NoTextInFile),
        ("a.html", b"", NoTextInFile),
        ("a.txt", b"word " * 200_000, TooLarge),
        ("a.exe", b"MZ", UnsupportedType),
        ("photo.jpeg", b"\xff\xd8", UnsupportedType),
        ("noname", b"text", UnsupportedType),
        ("", b"text", UnsupportedType),
    ],
)
def test_a_file_that_cannot_be_read_is_said(name: str, data: bytes, error: type[UserError]) -> None:
    with pytest.raises(error) as caught:
        read_file(name, data, NOW)
    assert caught.value.sentence.endswith(".")


def test_the_name_in_a_sentence_is_short_and_without_folders() -> None:
    with pytest.raises(UnsupportedType) as caught:
        read_file("../../etc/" + "x" * 5_000, b"", NOW)
    assert len(caught.value.sentence) < 300
    assert "etc" not in caught.value.sentence


@pytest.mark.parametrize(
    "text",
    [
        f"{'A headline of three thousand characters ' * 75}\n\n{pages.TEXT}",
        "One line. " * 40_000,
        f"{TITLE}\n\n" + "\x00\ufeff\u202e".join(pages.PARAGRAPHS),
        "(" * 100_000 + pages.TEXT,
        "**" * 50_000 + pages.TEXT,
        "[" * 50_000 + pages.TEXT,
        "Read more" + " " * 50_000 + pages.TEXT,
        "By " + "A b " * 30_000,
    ],
)
def test_strange_texts_are_read_in_time(text: str) -> None:
    article = read_text(text, NOW)
    assert len(article.title) <= 300
    article.text.encode("utf-8")


kinds = st.sampled_from(["a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.eml"])


@settings(deadline=None)
@given(
    kinds, st.one_of(st.binary(max_size=400), st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace")))
)
def test_any_bytes_become_an_article_or_a_sentence(name: str, data: bytes) -> None:
    try:
        article = read_file(name, data, NOW)
    except UserError:
        return
    assert article.text
    article.text.encode("utf-8")


async def test_articles_and_errors_cross_process_borders(workers: WorkerPool) -> None:
    article = await workers.run(read_text, f"{TITLE}\n\n{pages.TEXT}", NOW)
    assert article.title == TITLE
    with pytest.raises(UnsupportedType, match=r"a\.exe"):
        await workers.run(read_file, "a.exe", b"MZ", NOW)
