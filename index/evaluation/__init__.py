"""The paper's experiment, repeated on any catalogue whose labels are known: methods side by side, measured alike."""
