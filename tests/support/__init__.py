"""What tests and benchmarks stand on: databases, a browser, a served application, a mail server."""
