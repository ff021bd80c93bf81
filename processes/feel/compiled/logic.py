"""Three-valued logic: true, false and unknown, where unknown is null and everything that is no boolean
(10.3.2.7).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from processes.feel import ast
from processes.feel.compiled.code import Code, folded, null
from processes.feel.scope import Run, Scope
from processes.feel.type_tests import type_test
from processes.feel.values import kind_name

if TYPE_CHECKING:
    from processes.feel.compiled.compiler import Compiler


#: Types that are none without parameters (DMN 1.5, table 61).
_NEED_PARAMETERS = {
    "list": "list<Any>",
    "context": "context<>",
    "range": "range<number>",
    "function": "function<>->Any",
}


def _conjunction(compiler: Compiler, node: ast.Conjunction) -> Code:
    return _junction(compiler, node, "and", decisive=False)


def _disjunction(compiler: Compiler, node: ast.Disjunction) -> Code:
    return _junction(compiler, node, "or", decisive=True)


def _junction(compiler: Compiler, node: ast.Conjunction | ast.Disjunction, word: str, decisive: bool) -> Code:
    """One decisive operand decides, whatever the others are; else one unknown operand makes all unknown."""
    operands = tuple(compiler.code(operand) for operand in node.operands)
    neutral = not decisive

    def decide(scope: Scope, run: Run) -> object:
        answer: bool | None = neutral
        for operand in operands:
            value = operand(scope, run)
            if value is decisive:
                return decisive
            if value is not neutral:
                answer = None
                if value is not None:
                    null(
                        f'Expected booleans around "{word}" but found a {kind_name(value)}',
                        run,
                        node.position,
                    )
        return answer

    return folded(decide, operands)


def _if(compiler: Compiler, node: ast.If) -> Code:
    condition = compiler.code(node.condition)
    consequence, alternative = compiler.code(node.consequence), compiler.code(node.alternative)

    def choose(scope: Scope, run: Run) -> object:
        return consequence(scope, run) if condition(scope, run) is True else alternative(scope, run)

    return folded(choose, (condition, consequence, alternative))


def _instance_of(compiler: Compiler, node: ast.InstanceOf) -> Code:
    value = compiler.code(node.value)
    if (
        isinstance(node.type, ast.TypeName)
        and node.type.name in _NEED_PARAMETERS.keys() - compiler.types.keys()
    ):
        reason = f"The type {node.type.name} needs parameters, such as {_NEED_PARAMETERS[node.type.name]}"
        return lambda scope, run: null(reason, run, node.type.position)
    conforms = type_test(node.type, compiler.types)
    if conforms is None:
        return lambda scope, run: null("There is no such type", run, node.type.position)

    def is_instance(scope: Scope, run: Run) -> object:
        instance = value(scope, run)
        # Null is an instance of the type Null only, though it conforms to every type (table 54).
        return instance is not None and conforms(instance, run)

    return folded(is_instance, (value,))


COMPILATIONS: dict[type[ast.Node], Callable[[Compiler, Any], Code]] = {
    ast.Conjunction: _conjunction,
    ast.Disjunction: _disjunction,
    ast.If: _if,
    ast.InstanceOf: _instance_of,
}
