"""Names of elements, as people gave them in the diagram."""

from collections.abc import Mapping

from processes import selectors


class ElementNames:
    """Looks each definition up once."""

    def __init__(self) -> None:
        self._of_definition: dict[int, Mapping[str, str | None]] = {}

    def name(self, process_definition_key: int, element_id: str) -> str | None:
        """None if nobody named it."""
        names = self._of_definition.get(process_definition_key)
        if names is None:
            elements = selectors.model(process_definition_key).elements
            names = {element_id: element.name for element_id, element in elements.items()}
            self._of_definition[process_definition_key] = names
        return names.get(element_id)
