"""
Many reports: the reading stages as pure functions over Arrow batches, and what runs them.

`batches` is what is run; nothing in it knows what runs it. A runner gives it rows and keeps
what comes back, so that the same rows give the same bytes whoever runs them.
"""
