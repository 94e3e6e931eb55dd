"""What `legacy` does step by step: codes, names of fonts, costs of words, the way through, the writing."""
