"""A whole log, or what was asked of it, as one page: HTML that needs nothing besides itself."""
