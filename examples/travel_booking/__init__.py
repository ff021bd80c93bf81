"""Travel booking: diagram, forms and job handlers."""
