"""Claim handling: diagram, forms and job handlers."""
