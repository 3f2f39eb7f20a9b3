"""Documents to print and to keep: the formal notice, the plan, the Répertoire. Pure: values in, bytes out, nothing stored."""
