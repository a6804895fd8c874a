"""What is sent in words: what letters, messages and the bulletin say, and the templates that they are filled into."""
