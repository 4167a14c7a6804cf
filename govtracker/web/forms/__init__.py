"""Forms, a file per noun: what a person may type, and what is said when it will not do."""
