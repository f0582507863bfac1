"""How the program looks: themes, styles, icons."""
