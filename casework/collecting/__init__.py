"""What goes on without anybody: sealed things come in, answers go out, and a daily test of both."""
