"""From picture to feature: decoding, the network, its training data."""
