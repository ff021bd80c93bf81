"""Functions: invoking them, and the ones that an expression defines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from processes.feel import ast
from processes.feel.compiled.code import Code, Constant, folded, null
from processes.feel.errors import BecomesNull
from processes.feel.functions import BUILTINS
from processes.feel.java import java_function
from processes.feel.printer import print_node
from processes.feel.scope import Bindings, Run, Scope
from processes.feel.static_types import type_of_function
from processes.feel.type_tests import ANY, Coercion, coercion
from processes.feel.values import Function, adopt, kind_name

if TYPE_CHECKING:
    from processes.feel.compiled.compiler import Compiler


def _invocation(compiler: Compiler, node: ast.Invocation) -> Code:
    arguments = [compiler.code(argument) for argument in node.arguments]

    def invoke(function: Function, scope: Scope, run: Run) -> object:
        return function.invoke([argument(scope, run) for argument in arguments], run)

    return _call(compiler, node, arguments, invoke)


def _named_invocation(compiler: Compiler, node: ast.NamedInvocation) -> Code:
    arguments = {name: compiler.code(argument) for name, argument in node.arguments}

    def invoke(function: Function, scope: Scope, run: Run) -> object:
        if len(arguments) < len(node.arguments):
            raise BecomesNull("A parameter is given twice")
        return function.invoke_named({name: code(scope, run) for name, code in arguments.items()}, run)

    return _call(compiler, node, list(arguments.values()), invoke)


def _call(
    compiler: Compiler,
    node: ast.Invocation | ast.NamedInvocation,
    arguments: Sequence[Code],
    invoke: Callable[[Function, Scope, Run], object],
) -> Code:
    builtin = _builtin(compiler, node.function)
    function = Constant(builtin) if builtin else compiler.code(node.function)

    def call(scope: Scope, run: Run) -> object:
        callee = function(scope, run)
        try:
            if not isinstance(callee, Function):
                raise BecomesNull(f"Cannot invoke {_described(node.function, callee)}; it is not a function")
            result = adopt(invoke(callee, scope, run))
        except BecomesNull as reason:
            return null(reason, run, node.position)
        run.count_value(result)
        return result

    return folded(call, arguments) if builtin and not builtin.needs_clock else call


def _builtin(compiler: Compiler, function: ast.Node) -> Any:
    """A built-in function is found while compiling, unless the expression itself gives its name to something
    else.

    So a variable called ``count`` or ``date`` hides no function: variables are data, and cannot be invoked.
    """
    if isinstance(function, ast.Name) and function.name not in compiler.bound:
        return BUILTINS.get(function.name)
    return None


def _described(node: ast.Node, value: object) -> str:
    return f'"{node.name}"' if isinstance(node, ast.Name) else kind_name(value)


class DefinedFunction(Function):
    """``function(a, b) a + b``, with the scope in which it was defined."""

    __slots__ = ("body", "coercions", "node", "scope")

    def __init__(
        self, node: ast.FunctionDefinition, coercions: tuple[Coercion | None, ...], body: Code, scope: Scope
    ) -> None:
        self.node = node
        self.coercions = coercions
        self.body = body
        self.scope = scope

    @property
    def parameter_names(self) -> tuple[str, ...]:
        return tuple(parameter.name for parameter in self.node.parameters)

    def __str__(self) -> str:
        return print_node(self.node)

    @property
    def result_type(self) -> ast.Node | None:
        own = type_of_function(self.node, {})
        return own.result if own else None

    @property
    def parameter_types(self) -> tuple[ast.Node, ...]:
        return tuple(parameter.type or ANY for parameter in self.node.parameters)

    def invoke(self, arguments: list[object], run: Run) -> object:
        names = self.parameter_names
        if len(arguments) != len(names):
            raise BecomesNull(f"Expected {len(names)} arguments but got {len(arguments)}")
        bindings = Bindings(self.scope)
        for name, coerce, argument in zip(names, self.coercions, arguments, strict=True):
            bindings[name] = coerce(argument, run) if coerce else argument
        run.enter_invocation()
        try:
            return self.body(bindings, run)
        finally:
            run.leave_invocation()

    def invoke_named(self, arguments: dict[str, object], run: Run) -> object:
        """Parameters that are not given are null (10.3.2.13.5)."""
        if not arguments.keys() <= set(self.parameter_names):
            raise BecomesNull(f"Expected no parameters but {', '.join(self.parameter_names)}")
        return self.invoke([arguments.get(name) for name in self.parameter_names], run)


def _definition(compiler: Compiler, node: ast.FunctionDefinition) -> Code:
    names = [parameter.name for parameter in node.parameters]
    coercions = tuple(
        coercion(parameter.type, compiler.types, f'Parameter "{parameter.name}"') if parameter.type else None
        for parameter in node.parameters
    )
    if node.external:
        return _external(compiler, node, coercions)
    body = compiler.within(*names).code(node.body)

    def define(scope: Scope, run: Run) -> object:
        return DefinedFunction(node, coercions, body, scope)

    return define


def _external(
    compiler: Compiler, node: ast.FunctionDefinition, coercions: tuple[Coercion | None, ...]
) -> Code:
    """Known by its mapping information, a context such as ``{java: {class: …, method signature: …}}``."""
    mapping = compiler.code(node.body)

    def define(scope: Scope, run: Run) -> object:
        try:
            java = _entry(mapping(scope, run), "java")
            implementation = java_function(_entry(java, "class"), _entry(java, "method signature"))
        except BecomesNull as reason:
            return null(reason, run, node.position)

        def body(bindings: Scope, run: Run) -> object:
            return implementation([bindings[parameter.name] for parameter in node.parameters])

        return DefinedFunction(node, coercions, body, scope)

    return define


def _entry(context: object, key: str) -> object:
    if isinstance(context, dict) and key in context:
        return adopt(context[key])
    raise BecomesNull("Expected an external function of the form {java: {class: …, method signature: …}}")


COMPILATIONS: dict[type[ast.Node], Callable[[Compiler, Any], Code]] = {
    ast.Invocation: _invocation,
    ast.NamedInvocation: _named_invocation,
    ast.FunctionDefinition: _definition,
}
