"""TimelineJS importer: slides of a timeline as events."""
