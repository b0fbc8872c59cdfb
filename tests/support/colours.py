"""Colours as people see them: WCAG contrast, and distances under the three colour-vision deficiencies.

Deficiencies are simulated with the matrices of Machado, Oliveira and Fernandes (2009), at full severity, on
linear RGB; distances are Euclidean in OKLab, where 0.02 is about the smallest difference that is noticed.
"""

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

_SIMULATIONS = (
    np.eye(3),
    np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
)
_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_OKLAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def linear(colour: str) -> Vector:
    """« #1F4E79 » as linear RGB, each from 0 to 1."""
    values = np.array([int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    return float(np.array([0.2126, 0.7152, 0.0722]) @ linear(colour))


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio, from 1 (same) to 21 (black on white)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def oklab(rgb: Vector) -> Vector:
    return _OKLAB @ np.cbrt(_CONES @ np.clip(rgb, 0, 1))


def lightness(colour: str) -> float:
    """From 0 (black) to 1 (white), as perceived."""
    return float(oklab(linear(colour))[0])


def distance(one: str, other: str) -> float:
    """The smallest distance between two colours, over full and the three deficient visions."""
    return min(
        float(np.linalg.norm(oklab(simulation @ linear(one)) - oklab(simulation @ linear(other))))
        for simulation in _SIMULATIONS
    )
