"""Employee leave: diagram, forms and job handlers."""
