"""Tables of other programs as questions: whatever the headings are called and wherever they stand."""
