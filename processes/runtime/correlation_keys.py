"""Correlation keys of messages that are published without one: their correlation properties, read from their
variables by the retrieval expressions of what is deployed (BPMN 8.4.2).

Expressions of older versions stay, for the instances that run on; the newest that gives a key decides.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from processes import feel
from processes.bpmn.correlation import correlations_of, key_of
from processes.bpmn.model import ProcessModel
from processes.models import ProcessDefinition, RetrievalExpressions
from processes.runtime.json_text import as_json

if TYPE_CHECKING:
    from processes.runtime.publishing import MessageToPublish


def deploy(definition: ProcessDefinition, model: ProcessModel, now: datetime) -> None:
    """Remember where the messages of this version have their correlation properties."""
    for name, expressions in dict(correlations_of(model, now)).items():
        texts = as_json([expression.text for expression in expressions])
        same = RetrievalExpressions.objects.filter(message_name=name, expressions=texts)
        same.delete()
        RetrievalExpressions.objects.create(
            message_name=name, expressions=texts, process_definition=definition
        )


def with_keys(messages: Sequence[MessageToPublish], now: datetime) -> list[MessageToPublish]:
    """The same, each with a correlation key if one can be read from it."""
    known = _known({message.name for message in messages if not message.correlation_key})
    if not known:
        return list(messages)
    return [
        message
        if message.correlation_key
        else replace(message, correlation_key=_read(message, known.get(message.name, ()), now))
        for message in messages
    ]


def _known(names: set[str]) -> dict[str, list[list[str]]]:
    """Name → the lists of expressions, the newest first."""
    found: dict[str, list[list[str]]] = {}
    if names:
        rows = RetrievalExpressions.objects.filter(message_name__in=names).order_by("-id")
        for name, texts in rows.values_list("message_name", "expressions"):
            found.setdefault(name, []).append(json.loads(texts))
    return found


def _read(message: MessageToPublish, known: Iterable[list[str]], now: datetime) -> str:
    keys = (key_of([feel.compile(text) for text in texts], message.variables, now) for texts in known)
    return next((key for key in keys if key is not None), "")
