"""The head of a decision model: what it is called, and which others it imports, without reading the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from processes.dmn.drawing import Drawing
from processes.dmn.reader import read_xml
from processes.resources.xml import MAX_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    id: str
    name: str
    namespace: str
    #: namespaces of the models that it imports
    imports: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a model imports, directly or not."""

    #: by namespace
    files: Mapping[str, bytes]
    #: namespaces that nobody has
    missing: tuple[str, ...]


def head_of(content: bytes, *, resource: str = "decisions.dmn", max_bytes: int = MAX_BYTES) -> Head:
    """Raises `DecisionsRejected` if it is no decision model at all."""
    drawing = Drawing(resource, read_xml(content, resource=resource, max_bytes=max_bytes))
    return Head(
        id=drawing.root.get("id") or drawing.namespace,
        name=drawing.root.get("name") or resource,
        namespace=drawing.namespace,
        imports=tuple(dict.fromkeys(drawing.imports.values())),
    )


def imported_by(head: Head, find: Callable[[str], bytes | None]) -> Imported:
    """`find` gives the file of a namespace, if there is one."""
    files: dict[str, bytes] = {}
    missing: dict[str, None] = {}
    pending = list(head.imports)
    while pending:
        namespace = pending.pop()
        if namespace == head.namespace or namespace in files or namespace in missing:
            continue
        content = find(namespace)
        if content is None:
            missing[namespace] = None
        else:
            files[namespace] = content
            pending.extend(head_of(content).imports)
    return Imported(files=files, missing=tuple(missing))
