"""What a person sees of a diagram: its badges, the path taken, and the mark of bpmn.io."""

import re

from playwright.sync_api import Locator, Page, expect


def badge(page: Page, element_id: str) -> Locator:
    return page.locator(f'.djs-overlays[data-container-id="{element_id}"] .mw-badge')


def shape(page: Page, element_id: str) -> Locator:
    """An element or a flow, as it is drawn."""
    return page.locator(f'.djs-container [data-element-id="{element_id}"]')


def expect_tokens(page: Page, element_id: str, count: int) -> None:
    """So many tokens rest on the element; 0 means that it has no badge."""
    if count:
        expect(badge(page, element_id)).to_have_attribute("data-active", str(count))
    else:
        expect(badge(page, element_id)).to_have_count(0)


def expect_taken(page: Page, *flow_ids: str) -> None:
    for id in flow_ids:
        expect(shape(page, id)).to_have_class(marked("taken"))


def marked(mark: str) -> re.Pattern[str]:
    return re.compile(rf"\bmw-{mark}\b")


def await_diagram(page: Page) -> None:
    expect(page.locator("[data-opened] .djs-container svg").first).to_be_visible()


def uncovered(mark: Locator) -> bool:
    """Whether the mark is in the window, and nothing lies over its middle or its corners."""
    mark.scroll_into_view_if_needed()
    return bool(
        mark.evaluate(
            """(mark) => {
                const { left, top, right, bottom, width, height } = mark.getBoundingClientRect();
                const inset = 2;
                const points = [
                    [(left + right) / 2, (top + bottom) / 2],
                    [left + inset, top + inset], [right - inset, top + inset],
                    [left + inset, bottom - inset], [right - inset, bottom - inset],
                ];
                return width > 20 && height > 10 && points.every(([x, y]) => {
                    const found = document.elementFromPoint(x, y);
                    return found !== null && (mark.contains(found) || found.contains(mark));
                });
            }"""
        )
    )


def never_reload(page: Page) -> None:
    """Marks the page, so that `expect_not_reloaded` can tell whether it is still the same."""
    page.evaluate("window.sinceOpened = true")


def expect_not_reloaded(page: Page) -> None:
    assert page.evaluate("window.sinceOpened === true"), f"{page.url} was loaded anew"
