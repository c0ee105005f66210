"""An article's quotations, numbers of people and days, held to what a dataset holds."""
