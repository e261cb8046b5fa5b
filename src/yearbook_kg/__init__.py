"""The package docstring is written by the lead."""
