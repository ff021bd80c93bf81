"""Kinds of files: what a file is, by its content and not by what its sender says it is.

Name and content must agree: a page of HTML that is called `invoice.pdf` is no PDF, and one that is called
`invoice.html` is of no kind that is accepted.
"""

import codecs
import zipfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import BinaryIO

from django.core.exceptions import ImproperlyConfigured

from tasklist.attachments.names import ending


class Refused(Exception):
    """The file is not accepted; the message says why and what would be."""


@dataclass(frozen=True, slots=True)
class Kind:
    #: as people call it
    words: str
    content_type: str
    endings: tuple[str, ...]
    #: whether the content, read from its beginning, is of this kind
    recognizes: Callable[[BinaryIO], bool]


def _begins_with(*signatures: bytes) -> Callable[[BinaryIO], bool]:
    return lambda file: file.read(16).startswith(signatures)


def _is_webp(file: BinaryIO) -> bool:
    head = file.read(12)
    return head[:4] == b"RIFF" and head[8:] == b"WEBP"


def _is_text(file: BinaryIO) -> bool:
    """UTF-8 without control characters, but for those that lay out a text."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := file.read(64 * 1024):
            if not _is_plain(decoder.decode(piece)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_plain(text: str) -> bool:
    return all(letter >= " " or letter in "\t\n\r\f" for letter in text)


def _is_office(folder: str) -> Callable[[BinaryIO], bool]:
    """Office Open XML (ECMA-376) with its main part in this folder, and without macros."""

    def recognizes(file: BinaryIO) -> bool:
        names = _names_in_zip(file)
        return (
            "[Content_Types].xml" in names
            and any(name.startswith(f"{folder}/") for name in names)
            and not any("vbaproject" in name.lower() for name in names)
        )

    return recognizes


def _names_in_zip(file: BinaryIO) -> Collection[str]:
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return ()


def _is_open_document(content_type: str) -> Callable[[BinaryIO], bool]:
    """OpenDocument 1.2, part 3, section 3.3: the first file says what it is, uncompressed."""

    def recognizes(file: BinaryIO) -> bool:
        head = file.read(30 + len("mimetype") + len(content_type))
        return head.startswith(b"PK\x03\x04") and head[30:] == b"mimetype" + content_type.encode()

    return recognizes


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."

KINDS: dict[str, Kind] = {
    "pdf": Kind("PDF", "application/pdf", ("pdf",), _begins_with(b"%PDF-")),
    "png": Kind("PNG", "image/png", ("png",), _begins_with(b"\x89PNG\r\n\x1a\n")),
    "jpeg": Kind("JPEG", "image/jpeg", ("jpg", "jpeg"), _begins_with(b"\xff\xd8\xff")),
    "gif": Kind("GIF", "image/gif", ("gif",), _begins_with(b"GIF87a", b"GIF89a")),
    "webp": Kind("WebP", "image/webp", ("webp",), _is_webp),
    "text": Kind("text", "text/plain", ("txt", "md", "log"), _is_text),
    "csv": Kind("CSV", "text/csv", ("csv",), _is_text),
    "docx": Kind("Word", f"{_OFFICE}wordprocessingml.document", ("docx",), _is_office("word")),
    "xlsx": Kind("Excel", f"{_OFFICE}spreadsheetml.sheet", ("xlsx",), _is_office("xl")),
    "pptx": Kind("PowerPoint", f"{_OFFICE}presentationml.presentation", ("pptx",), _is_office("ppt")),
    **{
        ending: Kind(words, f"{_OPEN}{word}", (ending,), _is_open_document(f"{_OPEN}{word}"))
        for ending, words, word in (
            ("odt", "OpenDocument text", "text"),
            ("ods", "OpenDocument spreadsheet", "spreadsheet"),
            ("odp", "OpenDocument presentation", "presentation"),
        )
    },
}


def accepted(names: Collection[str]) -> list[Kind]:
    """The kinds that the settings name."""
    unknown = sorted(set(names) - KINDS.keys())
    if unknown:
        raise ImproperlyConfigured(
            f"MEANWHILE_ATTACHMENT_KINDS names {', '.join(unknown)}; expected some of {', '.join(KINDS)}."
        )
    return [KINDS[name] for name in names]


def kind_of(file: BinaryIO, name: str, kinds: Collection[Kind]) -> Kind:
    """What the file is, by its content; it must be what its name says."""
    named = next((kind for kind in kinds if ending(name) in kind.endings), None)
    if named is None:
        words = ", ".join(kind.words for kind in kinds)
        raise Refused(f"“{name}” is of a kind that is not accepted here. Accepted are: {words}.")
    file.seek(0)
    is_what_it_says = named.recognizes(file)
    file.seek(0)
    if not is_what_it_says:
        raise Refused(
            f"“{name}” is not what its name says: its content is no {named.words}. Save it as "
            f"{named.words} again, and attach that."
        )
    return named
