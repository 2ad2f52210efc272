"""How names of mechanisms are found: vocabulary, quotation marks, head nouns, whole phrases."""
