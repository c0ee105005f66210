"""The benchmark: whole processes of `sahel` and of the tools people would use instead, and the goals they are held to."""
