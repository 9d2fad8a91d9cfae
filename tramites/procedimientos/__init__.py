"""What each procedure has of its own, one package a procedure. `todos` lists them."""
