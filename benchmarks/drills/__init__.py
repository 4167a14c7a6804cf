"""Rehearsed failures, a module each with a `main(arguments) -> int`; the last line it prints is one line of JSON."""
