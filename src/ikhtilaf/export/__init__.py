"""A log in the formats of other tools: one file a format, each `(request, target) -> Written`."""
