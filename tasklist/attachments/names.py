"""Names of files, cleaned: what a stranger wrote must be harmless on every system where it is saved again."""

import re
import unicodedata

LONGEST = 120
#: of Windows, whatever follows after a dot
_DEVICES = re.compile(r"^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*]')


def cleaned(name: str) -> str:
    """The last part of a path, without what is invisible, reserved or too long; its ending is kept."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    # Control and format characters: among them those that write a name backwards, `exe.fdp` as `pdf.exe`.
    name = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    name = re.sub(r"\s+", " ", _FORBIDDEN.sub("_", name)).strip(" .")
    if not name:
        return "file"
    if _DEVICES.match(name):
        name = f"_{name}"
    stem, dot, ending = name.rpartition(".")
    if dot and stem and len(ending) <= 10:
        return f"{stem[: LONGEST - len(ending) - 1].rstrip(' .')}.{ending}"
    return name[:LONGEST]


def ending(name: str) -> str:
    """In small letters, without the dot; empty if there is none."""
    stem, dot, last = name.rpartition(".")
    return last.lower() if dot and stem else ""
