"""One small module a document form: data in, pages out."""
