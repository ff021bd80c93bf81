"""JUEL of the simple kind becomes FEEL with the same meaning."""

from __future__ import annotations

import pytest

from processes import feel
from processes.bpmn.extensions.juel import JuelError, feel_from_juel


@pytest.mark.parametrize(
    ("juel", "translated"),
    [
        ("${approved}", "approved"),
        ("#{approved}", "approved"),
        ("${ order.items.total }", "order.items.total"),
        ("${a == 1}", "a = 1"),
        ("${a eq 'x' and b ne 2}", 'a = "x" and b != 2'),
        ("${!creditApproved}", "not(creditApproved)"),
        ("${not (a || b)}", "not((a or b))"),
        ("${a % 2 == 0}", "modulo(a, 2) = 0"),
        ("${-a}", "-(a)"),
        ("${vip ? 1 : 2}", "(if vip then 1 else 2)"),
        ("${(a > b) == c}", "(a > b) = c"),
        ("${a > b == c}", "(a > b) = c"),
        ("${orders[1].price}", "orders[2].price"),
        ("${order['the total']}", 'get value(order, "the total")'),
        ('${"a}b"}', '"a}b"'),
        ("${loopCounter == 0}", "(loopCounter - 1) = 0"),
        ("${name.startsWith('f')}", 'starts with(name, "f")'),
        ("Order ${id} of ${name}", '"Order " + string(id) + " of " + string(name)'),
        ("${a}${b}", "string(a) + string(b)"),
    ],
)
def test_translation(juel, translated):
    assert feel_from_juel(juel) == translated


@pytest.mark.parametrize(
    ("juel", "variables", "value"),
    [
        ("${input == 1 || input == 3}", {"input": 3}, True),
        (
            "${orders[1].price > 100 && orders[1].price < 250}",
            {"orders": [{"price": 1}, {"price": 120}]},
            True,
        ),
        ("${accept == false}", {"accept": False}, True),
        ("${1 + 2 * 3 - 4 / 2}", {}, 5),
        ("${7 % 4}", {}, 3),
        ("${empty list}", {"list": []}, True),
        ("${empty text}", {"text": "x"}, False),
        ("${vip ? 'gold' : 'none'}", {"vip": True}, "gold"),
        ("Order ${id}!", {"id": 7}, "Order 7!"),
        ("${a > b == c}", {"a": 2, "b": 1, "c": True}, True),
        ("${name.contains('oo')}", {"name": "foo"}, True),
        ("${list.contains('oo')}", {"list": ["foo"]}, False),
        ("${list.size() > 1 && !list.isEmpty()}", {"list": [1, 2]}, True),
        ("${list.get(0)}", {"list": [7, 8]}, 7),
        ("${map.get('k').length()}", {"map": {"k": "abc"}}, 3),
        ("${map.containsKey('k')}", {"map": {"j": 1}}, False),
        ("${a.equals(b) ? a.toUpperCase() : b.toLowerCase()}", {"a": "x", "b": "Y"}, "y"),
        ("${a.equalsIgnoreCase('X') and a.endsWith('x')}", {"a": "x"}, True),
        ("${n.toString()}", {"n": 5}, "5"),
    ],
)
def test_meaning(juel, variables, value):
    assert feel.to_json(feel.compile(feel_from_juel(juel)).evaluate(variables)) == value


@pytest.mark.parametrize(
    ("juel", "position"),
    [
        ("${bean.call()}", 7),
        ("${execution.getVariable('a')}", 12),
        ("${a +}", 5),
        ("${}", 2),
        ("${a b}", 4),
        ("${a", 0),
        ("${a = 1}", 4),
        ("${(a}", 4),
        ("${a[b]}", 4),
        ("Hello ${a ; b}", 10),
        ("${" + "(" * 200 + "a" + ")" * 200 + "}", 52),
    ],
)
def test_what_cannot_be_translated_is_located(juel, position):
    with pytest.raises(JuelError) as error:
        feel_from_juel(juel)
    assert error.value.position == position
