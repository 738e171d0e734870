"""From a question and a corpus to an answer with citations, or to the word that there is none."""
