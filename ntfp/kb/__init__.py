"""The knowledge base: articles as printed in, signatures as meant out."""
