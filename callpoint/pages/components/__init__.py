"""The components every page is built from: Jinja2 macros, and the check that they match the design system."""
