"""The watchers: what looks by itself at what the directory says, and leaves each finding on the desk as a task."""
