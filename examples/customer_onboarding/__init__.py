"""Customer onboarding: diagram, forms and job handlers."""
