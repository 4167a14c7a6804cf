"""Issues, actions and what people say of them."""
