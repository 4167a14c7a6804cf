"""Views, a blueprint per noun: bind a form, call one service verb, answer."""
