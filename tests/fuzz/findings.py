"""Findings: an input that brought out what must not come out. Each kind is kept once, made as small as it can
be while it still shows the same, in a file of `findings/`; there it is a regression test.
"""

from __future__ import annotations

import hashlib
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from tests.fuzz.subjects import Subject, is_readable

FOLDER = Path(__file__).parent / "findings"
#: seconds for making one finding smaller
PATIENCE = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    subject: str
    #: what came out and where: two inputs with the same are the same finding
    signature: str
    #: its traceback, or what was seen from outside
    told: str
    content: bytes

    def keep(self, folder: Path, suffix: str) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.subject}-{hashlib.sha256(self.signature.encode()).hexdigest()[:10]}.{suffix}"
        path.write_bytes(self.content)
        return path


def signature_of(error: BaseException) -> str:
    """The kind of error and the line of the project that it came from, whatever called it."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/processes/" in frame.filename] or list(frames)
    last = ours[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}:{last.name}: {(last.line or '').strip()}"


def smallest(content: bytes, still_shows: Callable[[bytes], bool], patience: float = PATIENCE) -> bytes:
    """The input with as much removed as possible while `still_shows` holds."""
    ends = time.monotonic() + patience
    shrinks = True
    while shrinks and time.monotonic() < ends:
        shrinks = False
        for smaller in _smaller(content):
            if time.monotonic() > ends:
                break
            if len(smaller) < len(content) and still_shows(smaller):
                content, shrinks = smaller, True
                break
    return content


def _smaller(content: bytes) -> Iterator[bytes]:
    if is_readable(content):
        yield from _smaller_trees(content)
    size = len(content) // 2
    while size:
        for start in range(0, len(content), size):
            yield content[:start] + content[start + size :]
        size //= 2


def _smaller_trees(content: bytes) -> Iterator[bytes]:
    """Without each element, the largest first, and then without each attribute."""
    root = etree.fromstring(content)
    elements = list(root.iter(etree.Element))[1:]
    for number in sorted(range(len(elements)), key=lambda each: -len(list(elements[each].iter()))):
        copy = etree.fromstring(content)
        element = list(copy.iter(etree.Element))[1:][number]
        element.getparent().remove(element)
        etree.cleanup_namespaces(copy)
        yield etree.tostring(copy)
    for number, element in enumerate(root.iter(etree.Element)):
        for name in element.attrib:
            copy = etree.fromstring(content)
            del list(copy.iter(etree.Element))[number].attrib[name]
            yield etree.tostring(copy)


def check_for(subject: Subject, signature: str) -> Callable[[bytes], bool]:
    def shows(content: bytes) -> bool:
        try:
            subject.check(content)
        except Exception as error:
            return signature_of(error) == signature
        return False

    return shows
