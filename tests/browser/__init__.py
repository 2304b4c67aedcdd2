"""The screens as a browser has them."""
