"""The code that belongs to one procedure only: one package for each (alta and cambio share one). `todos` lists them."""
