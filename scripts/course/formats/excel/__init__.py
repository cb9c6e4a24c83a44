"""Questions as a workbook: a sheet to each question type, a column to each thing that a question says."""
