"""The language of the house: frozen nouns and the errors that people see. Imports nothing of ours."""
