"""Papers, answer sheets, keys and the booklet as Word and PDF files."""
