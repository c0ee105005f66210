"""Workbooks of spreadsheet programs: `.xlsx`, `.ods` and `.xls`."""
