"""Weights."""

WEIGHTS = {
    "1 back": -1.0,
    "2 back": -2.0,
    "3 back": -3.0,
    "subject": 1.2,
    "gender": 0.8,
    "same paragraph": 0.3,
    "possessor": -0.2,
    "nearest": 0.2,
    "unnamed": 0.5,
}
