"""Pictures: answers of the query layer, drawn. Each is a plain function of its input: same input, same bytes."""
