"""Order fulfillment: diagram, forms and job handlers."""
