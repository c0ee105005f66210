"""Spreadsheet workbooks: `.xlsx`, `.ods` and `.xls`."""
