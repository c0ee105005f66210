"""Slides of TimelineJS."""
