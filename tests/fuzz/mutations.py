"""Damage: a file or a text, changed at random in a way that keeps much of its meaning.

XML is changed as a tree, so that most mutants can still be read: elements are removed, doubled, moved,
swapped, renamed, nested, or taken from another file; attributes get the values of others, or hostile ones. A
few mutants are damaged byte by byte, or written in another encoding.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from random import Random

from lxml import etree

#: values for attributes and texts that tools and people might write, or attackers
VALUES = (
    "", " ", "=", "=1 +", "=null", "=a", "=[1, 2, 3]", "=a > 1", "${a}", "${a.b()}", "${", "true", "false",
    "1", "-1", "0", "1e999", "999999999999999999999", "NaN", "PT", "PT1S", "P1Y2M", "R/PT0S", "R3/PT1H",
    "R-1/PT1H", "0 0 * * *", "2026-01-05T12:00:00Z", "9999-12-31T23:59:59Z", "P999999999Y", "ns:x",
    "a" * 300, "ä\u2028\U0001f600", "{}", "=" + "(" * 200, "=for i in 1..1000000000 return i", "x" * 70_000,
    "&amp;", "One", "All", "Complex", "sequential",
)  # fmt: skip
#: what a mutant may be renamed to, in the namespace of the renamed element
TAGS = (
    "task", "userTask", "serviceTask", "sendTask", "receiveTask", "scriptTask", "businessRuleTask",
    "manualTask", "callActivity", "subProcess", "transaction", "adHocSubProcess", "startEvent", "endEvent",
    "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent", "exclusiveGateway",
    "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway", "timerEventDefinition",
    "messageEventDefinition", "signalEventDefinition", "errorEventDefinition", "escalationEventDefinition",
    "conditionalEventDefinition", "compensateEventDefinition", "terminateEventDefinition",
    "cancelEventDefinition", "linkEventDefinition", "multiInstanceLoopCharacteristics",
    "standardLoopCharacteristics", "process", "participant", "sequenceFlow", "dataObject", "decisionTable",
    "literalExpression", "context", "invocation", "relation", "list", "functionDefinition", "for", "filter",
    "conditional", "decision", "inputData", "businessKnowledgeModel", "decisionService", "rule", "output",
)  # fmt: skip
#: attributes that may be set where they were not
ATTRIBUTES = (
    "id", "name", "default", "isExecutable", "cancelActivity", "isInterrupting", "triggeredByEvent",
    "attachedToRef", "isForCompensation", "isSequential", "startQuantity", "completionQuantity",
    "instantiate", "parallelMultiple", "eventGatewayType", "sourceRef", "targetRef", "messageRef",
    "signalRef", "errorRef", "testBefore", "loopMaximum", "behavior", "ordering", "waitForCompletion",
    "activityRef", "hitPolicy", "aggregation", "typeRef", "scriptFormat", "calledElement", "isCollection",
    "x", "width",
)  # fmt: skip

Tree = etree._Element
Pick = Callable[[], Tree]


def mutated_xml(content: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    """A mutant of a file; now and then a part of one of the `others` comes in."""
    if random.random() < 0.04:
        return mutated_bytes(content, random)
    try:
        root = etree.fromstring(content, _parser())
    except (etree.XMLSyntaxError, ValueError):
        return mutated_bytes(content, random)
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 5, 8))):
        _change(root, random, others)
    encoding = random.choice(("UTF-8",) * 30 + ("UTF-16", "ISO-8859-1", "US-ASCII"))
    try:
        return etree.tostring(root, xml_declaration=True, encoding=encoding)
    except (RecursionError, etree.SerialisationError, UnicodeError):
        return content


def mutated_bytes(content: bytes, random: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(random.randint(1, 4)):
        if not changed:
            break
        at = random.randrange(len(changed))
        match random.randrange(5):
            case 0:
                changed[at] ^= 1 << random.randrange(8)
            case 1:
                del changed[at : at + random.randint(1, 40)]
            case 2:
                source = random.randrange(len(changed))
                changed[at:at] = changed[source : source + random.randint(1, 60)]
            case 3:
                changed[at:at] = random.choice(
                    (
                        b"<!DOCTYPE a [<!ENTITY e 'e'>]>",
                        b"&e;",
                        b"\x00",
                        b"\xff\xfe",
                        b"<![CDATA[",
                        b"<!--",
                        b"]]>",
                    )
                )
            case 4:
                del changed[at:]
    return bytes(changed)


def mutated_text(text: str, random: Random, others: Sequence[str]) -> str:
    """A mutant of an expression: tokens are changed, doubled, or taken from another one."""
    for _ in range(random.choice((1, 1, 2, 3))):
        at, end = sorted((random.randint(0, len(text)), random.randint(0, len(text))))
        end = min(end, at + 12)
        match random.randrange(5):
            case 0:
                text = text[:at] + text[end:]
            case 1:
                text = text[:at] + text[at:end] * 2 + text[end:]
            case 2:
                other = random.choice(others)
                start = random.randint(0, len(other))
                text = text[:at] + other[start : start + random.randint(1, 30)] + text[end:]
            case 3:
                text = text[:at] + random.choice(TOKENS) + text[end:]
            case 4:
                text = f"{text[:at]}({text[at:end]}){text[end:]}"
    return text


TOKENS = (
    " and ", " or ", "not(", "(", ")", "[", "]", "{", "}", ",", ":", ".", "..", "...", "-", "**", "/", "=",
    "!=", "<", ">", " in ", " between ", "if ", " then ", " else ", "for ", " return ", "some ", "every ",
    " satisfies ", "function(", " external ", " instance of ", "null", "true", "0", "9e6144", "1e-6143",
    '"', '"a"', '@"P1D"', "@", "item", "partial", "?", "date and time(", "é", "\U0001f600", "\u00a0", "\\u",
    "//", "/*", "*/", "\n", "<=", "list<", "range<", "context<a: ", "->", "]1..2[",
)  # fmt: skip


def _change(root: Tree, random: Random, others: Sequence[bytes]) -> None:
    elements = [each for each in root.iter() if isinstance(each.tag, str)][1:]
    if not elements:
        return
    element, other = random.choice(elements), random.choice(elements)
    parent = element.getparent()
    match random.randrange(14):
        case 0:
            parent.remove(element)
        case 1:
            parent.insert(random.randint(0, len(parent)), deepcopy(element))
        case 2:
            twin = deepcopy(element)
            for each in twin.iter():
                if "id" in each.attrib:
                    each.set("id", f"{each.get('id')}_{random.randrange(1000)}")
            parent.append(twin)
        case 3 if element is not other and element not in other.iterancestors():
            other.append(element)
        case 4:
            siblings = list(parent)
            random.shuffle(siblings)
            parent[:] = siblings
        case 5:
            element.tag = f"{{{etree.QName(element).namespace or ''}}}{random.choice(TAGS)}".replace("{}", "")
        case 6:
            element.tag = other.tag
        case 7 | 8 if element.attrib:
            name = random.choice(sorted(element.attrib))
            element.set(name, random.choice(VALUES) if random.random() < 0.5 else _borrowed(elements, random))
        case 9:
            element.set(random.choice(ATTRIBUTES), random.choice((*VALUES, _borrowed(elements, random))))
        case 10 if element.attrib:
            del element.attrib[random.choice(sorted(element.attrib))]
        case 11:
            element.text = random.choice(VALUES)
        case 12:
            depth = random.choice((1, 3, 60, 300))
            for _ in range(depth):
                wrapping = etree.Element(element.tag, dict(element.attrib))
                element.addprevious(wrapping)
                wrapping.append(element)
        case 13 if others:
            try:
                guest = etree.fromstring(random.choice(others), _parser())
            except etree.XMLSyntaxError:
                return
            parent.append(deepcopy(random.choice(list(guest.iter(etree.Element)))))


def _borrowed(elements: Sequence[Tree], random: Random) -> str:
    """The value of another attribute: the way in which references go wrong and remain references."""
    values = [
        value for each in random.sample(elements, min(len(elements), 8)) for value in each.attrib.values()
    ]
    return random.choice(values) if values else ""


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
