"""Names as a record uses them: what they mean, what they may mean, what people say they mean."""
