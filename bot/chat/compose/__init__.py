"""From the nouns of the model to the neutral parts of a reply; one module for each kind of reply."""
