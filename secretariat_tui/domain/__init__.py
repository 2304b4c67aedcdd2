"""What a secretariat is: frozen, valid from construction, standard library only."""
