"""What an author writes: course.toml, the stubs, the table of checks; and how it is found and read."""
