"""How good the questions are: rules of item writing, whether shape alone gives answers away, how members answered."""
