"""Parametric swimwear designs, drawn as the trade draws its style pictures."""
