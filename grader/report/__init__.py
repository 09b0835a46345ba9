"""A result in HTML for people: a student's report, the class's page, and what is drawn on them."""
