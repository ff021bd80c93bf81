"""`make rendering`: draws every file there is by the component of our pages, in Chromium. The status is 1 if
one of them is not drawn whole.

    python -m tests.rendering [--json FILE] [--match TEXT]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from tests.browser.people import create_people, session_of
from tests.rendering.files import EXCEPTIONS, files, told
from tests.support import chromium
from tests.support.data_folders import temporary_data_folder
from tests.support.live import LiveProduct
from tests.support.rendering import Rendered, render, wanted_ids


def main() -> int:
    parser = argparse.ArgumentParser(prog="make rendering")
    parser.add_argument("--json", type=Path, help="write the figures there")
    parser.add_argument("--match", default="", help="only files with this in their paths")
    asked = parser.parse_args()
    wanted = [path for path in files() if asked.match in str(path)]
    rendered: dict[str, Rendered] = {}
    faults: list[str] = []
    with temporary_data_folder() as data, LiveProduct(data) as product, chromium.browser() as browser:
        create_people(product)
        window = browser.new_context(viewport={"width": 1440, "height": 900})
        cookies = session_of(product, "ada").items()
        window.add_cookies([{"name": key, "value": value, "url": product.address} for key, value in cookies])
        page = window.new_page()
        page.on("pageerror", lambda error: faults.append(f"the page failed: {error}"))
        page.goto(f"{product.address}/diagrams")
        for path in wanted:
            name, content = told(path), path.read_bytes()
            try:
                found = rendered[name] = render(page, path.name, content)
            except Exception as error:
                faults.append(f"{name}: {str(error).splitlines()[0]}")
                continue
            if found.status == 200:
                missing = wanted_ids(content) - found.ids - EXCEPTIONS.get(name, set())
                if missing:
                    faults.append(f"{name}: not drawn: {', '.join(sorted(missing)[:5])} ({len(missing)})")
            elif found.status != 422:
                faults.append(f"{name}: the API answered {found.status}: {found.told[:200]}")
    report(rendered, faults)
    if asked.json:
        asked.json.write_text(json.dumps(document(rendered, faults), indent=1) + "\n", encoding="utf-8")
    return 1 if faults else 0


def report(rendered: dict[str, Rendered], faults: list[str]) -> None:
    drawn = {name: each for name, each in rendered.items() if each.status == 200}
    refused = [name for name, each in rendered.items() if each.status == 422]
    laid_out = Counter(drawing["laidOut"] for each in drawn.values() for drawing in each.drawings)
    slowest = sorted(drawn, key=lambda name: -drawn[name].milliseconds)[:5]
    print(f"{len(drawn)} files drawn, {len(refused)} cannot be read, {len(faults)} faults")
    print(f"drawings laid out here: {laid_out['all']} whole, {laid_out['parts']} in parts")
    print(f"{sum(bool(each.warnings) for each in drawn.values())} files with warnings of bpmn-js")
    for name in refused:
        print(f"  cannot be read: {name}: {json.loads(rendered[name].told)['detail'][:100]}")
    for name in slowest:
        print(f"  slowest: {drawn[name].milliseconds:.0f} ms, {len(drawn[name].ids)} elements: {name}")
    for fault in faults:
        print(f"  FAULT {fault}")


def document(rendered: dict[str, Rendered], faults: list[str]) -> dict[str, object]:
    return {
        "faults": faults,
        "files": {
            name: {
                "status": each.status,
                "elements": len(each.ids),
                "milliseconds": round(each.milliseconds, 1),
                "warnings": list(each.warnings),
            }
            for name, each in rendered.items()
        },
    }


if __name__ == "__main__":
    sys.exit(main())
