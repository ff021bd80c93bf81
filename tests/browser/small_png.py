"""A picture of a page with at most 256 colors: flat areas keep theirs, a third of the size is left."""

import base64
import struct
import zlib
from typing import Any

from playwright.sync_api import Page

#: The most frequent colors are kept as they are, as long as they differ enough from those kept before; the
#: difference that counts as enough grows until 256 are left. All other colors become their nearest.
REDUCE = """async (source) => {
    const image = await createImageBitmap(await (await fetch(source)).blob());
    const { width, height } = image;
    const drawing = new OffscreenCanvas(width, height).getContext("2d");
    drawing.drawImage(image, 0, 0);
    const pixels = drawing.getImageData(0, 0, width, height).data;
    const counts = new Map();
    for (let at = 0; at < pixels.length; at += 4) {
        const color = (pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2];
        counts.set(color, (counts.get(color) ?? 0) + 1);
    }
    const difference = (one, other) => {
        const red = (one >> 16) - (other >> 16);
        const green = ((one >> 8) & 255) - ((other >> 8) & 255);
        const blue = (one & 255) - (other & 255);
        return 3 * red * red + 4 * green * green + 2 * blue * blue;
    };
    const frequent = [...counts].sort((one, other) => other[1] - one[1]).map(([color]) => color);
    let palette = frequent;
    for (let enough = 8; palette.length > 256; enough *= 1.4) {
        palette = [];
        for (const color of frequent) {
            if (palette.every((kept) => difference(kept, color) > enough)) palette.push(color);
            if (palette.length > 256) break;
        }
    }
    const nearest = new Map(palette.map((color, index) => [color, index]));
    for (const color of frequent) {
        if (nearest.has(color)) continue;
        let [best, least] = [0, Infinity];
        palette.forEach((kept, index) => {
            const far = difference(kept, color);
            if (far < least) [best, least] = [index, far];
        });
        nearest.set(color, best);
    }
    const indices = new Uint8Array(width * height);
    for (let at = 0; at < indices.length; at += 1) {
        const [red, green, blue] = pixels.subarray(4 * at, 4 * at + 3);
        indices[at] = nearest.get((red << 16) | (green << 8) | blue);
    }
    let text = "";
    for (let at = 0; at < indices.length; at += 32768) {
        text += String.fromCharCode(...indices.subarray(at, at + 32768));
    }
    return { width, height, palette, indices: btoa(text) };
}"""


def reduced(png: bytes, workshop: Page) -> bytes:
    """`workshop` is a page whose canvas does the work: a blank one, for the product's forbid this."""
    source = "data:image/png;base64," + base64.b64encode(png).decode()
    answer: dict[str, Any] = workshop.evaluate(REDUCE, source)
    width, height = answer["width"], answer["height"]
    indices = base64.b64decode(answer["indices"])
    # Each line begins with its filter: none.
    lines = b"".join(b"\0" + indices[at : at + width] for at in range(0, len(indices), width))
    colors = b"".join(color.to_bytes(3, "big") for color in answer["palette"])
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(kind, content)
        for kind, content in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            (b"PLTE", colors),
            (b"IDAT", zlib.compress(lines, 9)),
            (b"IEND", b""),
        )
    )


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
