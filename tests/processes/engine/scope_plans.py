"""How blocks are drawn that are scopes: subprocesses of all kinds, loops, and events on and in them."""

from __future__ import annotations

from tests.processes.engine.plans import Block, Drawing, Plan


def _inside(plan: Plan, body: Block, tag: str = "sub") -> str:
    """A subprocess around a block; the cursor stands on it."""
    d, sub = plan.diagram, plan.id(tag)
    d.subprocess(sub)
    plan.draw(body)
    d.end(plan.id("sub_end")).done()
    return sub


def _subprocess(plan: Plan, body: Block) -> None:
    _inside(plan, body)


def _failing_subprocess(plan: Plan, body: Block, fails: bool) -> None:
    d, sub, choice, x, merge = plan.diagram, *map(plan.id, ("sub", "choice", "x", "merge"))
    plan.variables[choice] = fails
    d.subprocess(sub)
    plan.draw(body)
    d.exclusive(x).when(choice).end_error(plan.id("error"), "E").at(x).otherwise().end(plan.id("fine")).done()
    d.exclusive(merge).at(sub).boundary_error(plan.id("caught"), "E").to(merge)


def _interruptible(plan: Plan, body: Block, by: str, instead: Block) -> None:
    d, merge, event = plan.diagram, plan.id("merge"), plan.id("interrupted")
    sub = _inside(plan, body)
    d.exclusive(merge).at(sub)
    _boundary(plan, event, by, interrupting=True)
    plan.draw(instead)
    d.to(merge)


def _noticing(plan: Plan, body: Block, by: str) -> None:
    sub = _inside(plan, body)
    _boundary(plan, plan.id("noticed"), by, interrupting=False)
    plan.diagram.user_task(plan.id("read")).end(plan.id("read_end")).at(sub)


def _boundary(plan: Plan, event: str, by: str, *, interrupting: bool) -> None:
    d = plan.diagram
    match by:
        case "timer":
            d.boundary_timer(event, "PT2H", interrupting=interrupting)
        case "cycle":
            d.boundary_timer(event, "R2/PT1H", interrupting=interrupting)
        case "message":
            d.boundary_message(event, event, interrupting=interrupting)
        case "signal":
            d.boundary_signal(event, event, interrupting=interrupting)
        case "conditional":
            d.boundary_conditional(event, plan.flag(f"go_{event}"), interrupting=interrupting)


def _handling(plan: Plan, body: Block, by: str, interrupting: bool, instead: Block) -> None:
    """A subprocess with an event subprocess in it."""
    d, start = plan.diagram, plan.id("handled")
    d.subprocess(plan.id("sub")).event_subprocess(plan.id("handler"))
    match by:
        case "timer":
            d.start_timer(start, "PT2H", interrupting=interrupting)
        case "message":
            d.start_message(start, start, interrupting=interrupting)
        case "signal":
            d.start_signal(start, start, interrupting=interrupting)
        case "conditional":
            d.start_conditional(start, plan.flag(f"go_{start}"), interrupting=interrupting)
    plan.draw(instead)
    d.end(plan.id("handler_end")).done()
    plan.draw(body)
    d.end(plan.id("sub_end")).done()


def _escalating(plan: Plan, body: Block, interrupting: bool) -> None:
    d, sub, merge = plan.diagram, plan.id("sub"), plan.id("merge")
    d.subprocess(sub)
    plan.draw(body)
    d.end_escalation(plan.id("escalate"), "E").done()
    if interrupting:
        d.exclusive(merge).at(sub).boundary_escalation(plan.id("escalated"), "E").to(merge)
    else:
        d.boundary_escalation(plan.id("escalated"), "E", interrupting=False).user_task(plan.id("read"))
        d.end(plan.id("read_end")).at(sub)


def _standard_loop(plan: Plan, body: Block, rounds: int) -> None:
    _inside(plan, body)
    plan.diagram.loop("true", maximum=rounds)


def _multi_instance(plan: Plan, body: Block, total: int, sequential: bool, stops: bool) -> None:
    _inside(plan, body)
    plan.diagram.multi_instance(
        f"for i in 1..{total} return i" if total else "[]",
        item="item",
        sequential=sequential,
        output=plan.id("results"),
        output_element="item",
        until="numberOfCompletedInstances >= 2" if stops else None,
    )


def _ad_hoc(plan: Plan, parts: list[Block], sequential: bool) -> None:
    d = plan.diagram
    d.ad_hoc(plan.id("ad_hoc"), sequential=sequential)
    for part in parts:
        d.apart()
        _inside(plan, part)
    d.done()


def _compensated(plan: Plan, body: Block, waits: bool, inside: bool) -> None:
    """Something is done and undone, in the same scope or in the scope around it."""
    d = plan.diagram
    d.subprocess(plan.id("sub"))
    if inside:
        d.subprocess(plan.id("inner"))
    _something_to_undo(plan)
    plan.draw(body)
    if inside:
        d.end(plan.id("inner_end")).done()
    d.throw_compensation(plan.id("undo"), wait=waits).end(plan.id("sub_end")).done()


def _transaction(plan: Plan, body: Block, gives_up: bool) -> None:
    d, sub, choice, x, merge = plan.diagram, *map(plan.id, ("transaction", "choice", "x", "merge"))
    plan.variables[choice] = gives_up
    d.transaction(sub)
    _something_to_undo(plan)
    plan.draw(body)
    d.exclusive(x).when(choice).end_cancel(plan.id("cancel")).at(x).otherwise().end(plan.id("fine")).done()
    d.exclusive(merge).at(sub).boundary_cancel(plan.id("canceled")).to(merge)


def _something_to_undo(plan: Plan) -> None:
    d, activity, handler = plan.diagram, plan.id("do"), plan.id("undo_it")
    d.service_task(activity).boundary_compensation(plan.id("done")).user_task(handler).at(activity)
    plan.undoing.append((activity, handler))


SCOPES: dict[str, Drawing] = {
    "subprocess": _subprocess,
    "failing_subprocess": _failing_subprocess,
    "interruptible": _interruptible,
    "noticing": _noticing,
    "handling": _handling,
    "escalating": _escalating,
    "standard_loop": _standard_loop,
    "multi_instance": _multi_instance,
    "ad_hoc": _ad_hoc,
    "compensated": _compensated,
    "transaction": _transaction,
}
