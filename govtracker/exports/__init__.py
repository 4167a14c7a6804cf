"""Lists people take away: a file per noun says what its columns are called and hold."""
