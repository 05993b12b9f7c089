"""Tables: all data as named and typed tables, for people who want to ask their own questions."""
