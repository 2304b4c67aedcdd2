"""The screens in a browser: whoever has the address is let in, and nobody else."""
